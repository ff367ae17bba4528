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
export { readCredential, type Credential, type CredentialHeaders } from './credential.ts';
export { can, roles, type Action, type Actor, type Role } from './policy.ts';
