import { randomBytes } from 'node:crypto';

const randomByteLength = 32;

/** A new secret that signs a webhook's messages, as the Standard Webhooks specification writes it. */
export const generateWebhookSecret = (): string =>
  `whsec_${randomBytes(randomByteLength).toString('base64')}`;
