import { generateSync } from 'otplib';

const stepSeconds = 30;

/** Whole time steps of 30 s since 1970. */
export const totpStepAt = (nowMs: number): number => Math.floor(nowMs / 1_000 / stepSeconds);

/** What an authenticator shows during a time step: RFC 6238 with SHA-1. */
export const totpCode = (secret: string, step: number, digits: 6 | 8 = 6): string =>
  generateSync({ secret, digits, period: stepSeconds, epoch: step * stepSeconds });
