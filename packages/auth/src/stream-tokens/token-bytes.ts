/** What a token says before its tag. */
export interface TokenHead {
  /** Of the secret its tag is made with; one byte. */
  secretId: number;
  organizationId: string;
  keyId: string;
  /** Unix time, milliseconds. */
  expiresAtMs: number;
}

const version = 1;
const organizationIdStart = 2;
const keyIdStart = 18;
const expiryStart = 34;
const expiryLength = 6;

/** Between the expiry and the tag: random, so that no two tokens are alike. */
export const nonceStart = 40;
export const tagStart = 56;
/** A multiple of three: base64url writes it without a bit that is no byte's. */
export const tokenLength = 72;

/**
 * Writes all but nonce and tag. A token's bytes, most significant first: version 1 | secret id 1 |
 * organization id 16 | key id 16 | expiry 6 | nonce 16 | tag 16.
 */
export function writeHead(bytes: Buffer, head: TokenHead): void {
  bytes[0] = version;
  bytes[1] = head.secretId;
  bytes.write(head.organizationId.replaceAll('-', ''), organizationIdStart, 'hex');
  bytes.write(head.keyId.replaceAll('-', ''), keyIdStart, 'hex');
  bytes.writeUIntBE(head.expiresAtMs, expiryStart, expiryLength);
}

/** `undefined` where a token is of another version. */
export function readHead(bytes: Buffer): TokenHead | undefined {
  if (bytes[0] !== version) return undefined;
  return {
    secretId: bytes[1]!,
    organizationId: uuidAt(bytes, organizationIdStart),
    keyId: uuidAt(bytes, keyIdStart),
    expiresAtMs: bytes.readUIntBE(expiryStart, expiryLength),
  };
}

function uuidAt(bytes: Buffer, start: number): string {
  const digits = bytes.toString('hex', start, start + 16);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
