import { generateURI } from 'otplib';

interface TotpUriOptions {
  /** In base32. */
  secret: string;
  email: string;
  /** What the authenticator calls this installation. */
  issuer: string;
}

/** What an authenticator reads from a QR code to enrol. */
export const totpUri = ({ secret, email, issuer }: TotpUriOptions): string =>
  generateURI({ secret, label: email, issuer });
