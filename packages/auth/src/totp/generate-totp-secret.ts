import { generateSecret } from 'otplib';

/** As long as SHA-1's result, which RFC 4226 recommends. */
const byteLength = 20;

/** Makes the secret that a user's authenticator shares with us: base32, 32 characters. */
export const generateTotpSecret = (): string => generateSecret({ length: byteLength });
