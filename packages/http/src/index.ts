export {
  createTokenVerifier,
  jwksUrl,
  type ReadKeys,
  type TokenVerifier,
  type TokenVerifierOptions,
} from './access-tokens/token-verifier.ts';
export { canonicalAddress } from './client-address/canonical-address.ts';
export { createClientAddress, type ClientAddress } from './client-address/client-address.ts';
export { trustProxy } from './client-address/trust-proxy.ts';
export { createClosers, type Closers } from './process/closers.ts';
export { ConfigError, parseConfig, port } from './config/config.ts';
export { html, type Html } from './html/html.ts';
export { renderEnvExample } from './config/env-example.ts';
export { createApiDocs, type ApiDocsOptions } from './docs/create-api-docs.ts';
export { createExpressApp, type ExpressAppOptions } from './routing/express-app.ts';
export { createFindKey, type AnyKey, type FindKeyDeps, type Keys } from './keys/find-key.ts';
export { createKeyUsage, type KeyUsage, type KeyUsageDeps } from './keys/key-usage.ts';
export { createReadCaller, type ReadCallerDeps } from './keys/read-caller.ts';
export { createLogger, type Logger } from './process/logger.ts';
export { Counter, createMetrics, Gauge, Histogram, Registry } from './process/metrics.ts';
export { createOperationsApp, type ReadinessCheck } from './server/operations.ts';
export {
  createDispatch,
  createHotDispatch,
  type Dispatch,
  type DispatchOptions,
} from './routing/dispatch.ts';
export { accepted, created, noContent, ok } from './answers/answers.ts';
export {
  createAuthenticateMember,
  type AuthenticateMemberDeps,
} from './members/authenticate-member.ts';
export { guardAll } from './members/guard-all.ts';
export {
  forMember,
  type MaybeMember,
  type MemberHandler,
  type MemberRequest,
} from './members/member-handler.ts';
export { pathOf, parseQuery, queryOf } from './routing/path-of.ts';
export { parseJsonObject, toText } from './answers/body.ts';
export { readJsonUpload } from './answers/read-json-upload.ts';
export { orTryAgain, tryAgain } from './answers/try-again.ts';
export { readExpectedVersion, versionTag } from './answers/version-tag.ts';
export type {
  RouteAnswer,
  RouteHandler,
  RouteHandlers,
  RouteRequest,
} from './routing/route-handler.ts';
export { stopOnSignal, type StopOptions } from './process/stop-on-signal.ts';
export { inSlices } from './turns/in-slices.ts';
export { listen, type HttpServer, type ListenOptions } from './server/server.ts';
