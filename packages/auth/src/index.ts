export { generateWebhookSecret } from './webhook-secret.ts';
export {
  readKeyId,
  signAccessToken,
  verifyAccessToken,
  type SigningOptions,
  type TokenBearer,
} from './access-token.ts';
export {
  apiKeyHashAsText,
  apiKeyHashText,
  apiKeyTag,
  generateApiKey,
  hashApiKey,
  isApiKey,
  type ApiKeyKind,
  type GeneratedApiKey,
} from './api-key.ts';
export {
  createAuditSigner,
  createAuditVerifier,
  generateAuditKey,
  type AuditSigner,
  type VerifyAuditSignature,
} from './audit-signer.ts';
export {
  createEvaluationIds,
  type EvaluationIds,
  type VerifiedEvaluation,
} from './evaluation-id/create-evaluation-ids.ts';
export type { EvaluationOutcome } from './evaluation-id/create-minter.ts';
export {
  generateEvaluationSecrets,
  parseEvaluationSecrets,
  type EvaluationSecrets,
} from './evaluation-id/evaluation-secrets.ts';
export { readCredential, type Credential, type CredentialHeaders } from './credential.ts';
export { hashIdentifier } from './identifiers/hash-identifier.ts';
export { createPasswords, type Passwords } from './passwords/create-passwords.ts';
export {
  createBackgroundHasher,
  type BackgroundHasher,
} from './passwords/hashing/background-hasher.ts';
export type { Hasher } from './passwords/hashing/hasher.ts';
export { serveHashes } from './passwords/hashing/serve-hashes.ts';
export { needsRehash } from './passwords/needs-rehash.ts';
export { can, mayGrant, roles, type Action, type Actor, type Member, type Role } from './policy.ts';
export { publicJwk, type PublicJwk } from './public-jwk.ts';
export { findTotpStep } from './totp/find-totp-step.ts';
export { generateTotpSecret } from './totp/generate-totp-secret.ts';
export { totpCode, totpStepAt } from './totp/totp-code.ts';
export { totpQrSvg, totpQrText } from './totp/totp-qr.ts';
export { totpUri } from './totp/totp-uri.ts';
export { createSealer, type Sealer } from './sealing/create-sealer.ts';
export { deriveSecret } from './sealing/derive-secret.ts';
export {
  createRefreshTokens,
  type RefreshToken,
  type RefreshTokens,
} from './refresh-tokens/create-refresh-tokens.ts';
export {
  createTickets,
  type Ticket,
  type TicketPurpose,
  type Tickets,
} from './tickets/create-tickets.ts';
export { generateRecoveryCodes, hashRecoveryCode } from './recovery-codes/recovery-code.ts';
export {
  generateOneTimeToken,
  hashOneTimeToken,
  type OneTimeToken,
} from './one-time-tokens/one-time-token.ts';
export { generateSigningKey, type SigningKey } from './signing-keys/generate-signing-key.ts';
export {
  createStreamTokens,
  type StreamTokenHolder,
  type StreamTokens,
} from './stream-tokens/create-stream-tokens.ts';
