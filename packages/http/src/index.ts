export {
  createTokenVerifier,
  jwksUrl,
  type TokenVerifier,
  type TokenVerifierOptions,
} from './access-tokens/token-verifier.ts';
export { canonicalAddress } from './client-address/canonical-address.ts';
export { createClientAddress, type ClientAddress } from './client-address/client-address.ts';
export { trustProxy } from './client-address/trust-proxy.ts';
export { createClosers, type Closers } from './closers.ts';
export { ConfigError, parseConfig, port } from './config.ts';
export { renderEnvExample } from './env-example.ts';
export { createExpressApp, type ExpressAppOptions } from './express-app.ts';
export { createLogger, type Logger } from './logger.ts';
export { Counter, createMetrics, Gauge, Registry } from './metrics.ts';
export { createOperationsApp, type ReadinessCheck } from './operations.ts';
export { createDispatch, type Dispatch } from './routing/dispatch.ts';
export { pathOf, queryOf } from './routing/path-of.ts';
export type {
  RouteAnswer,
  RouteHandler,
  RouteHandlers,
  RouteRequest,
} from './routing/route-handler.ts';
export { stopOnSignal, type StopOptions } from './stop-on-signal.ts';
export { listen, type HttpServer, type ListenOptions } from './server.ts';
