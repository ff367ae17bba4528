import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

import { createAuditSigner, createBackgroundHasher } from '@halyard/auth';
import { createControl, createAccountMail, type Control } from '@halyard/control';
import type { Coordination, Counters } from '@halyard/coordination';
import { regex } from '@halyard/core/re2js';
import type { Database } from '@halyard/database';
import { createClientAddress } from '@halyard/http';

import { readInstallationKey } from '../secret.ts';
import type { ProcessContext } from './run-process.ts';

interface ControlParts {
  database: Database;
  coordination: Pick<Coordination, 'hints'>;
  counters: Counters;
  /** Where it can be reached, as soon as that is known. */
  url: () => string;
}

/** The build puts it beside the bundle. */
const hashingScript = new URL('hash-passwords.js', import.meta.url);

/** The control plane of `serve`, started. */
export async function startControl(
  { config, log, closers }: ProcessContext,
  { database, coordination, counters, url }: ControlParts,
): Promise<Control> {
  const mail = createAccountMail({
    smtpUrl: config.SMTP_URL,
    from: config.MAIL_FROM,
    publicUrl: () => config.PUBLIC_URL ?? url(),
    log,
  });
  closers.add(mail.close);
  const hasher = createBackgroundHasher(() => new Worker(hashingScript));
  closers.add(hasher.close);
  const control = createControl({
    database,
    hints: coordination.hints,
    auditSigner: createAuditSigner(await readFile(config.AUDIT_KEY_FILE, 'utf8')),
    regex,
    installationKey: await readInstallationKey(config.INSTALLATION_KEY_FILE),
    hasher,
    counters,
    mail,
    clientAddress: createClientAddress(config.TRUST_PROXY),
    allowsSignup: config.ALLOW_SIGNUP,
    allowedOrigins: [...(config.CORS_ORIGINS ?? []), ...originOf(config.PUBLIC_URL)],
    log,
  });
  closers.add(control.close);
  await control.start();
  return control;
}

const originOf = (url: string | undefined): string[] =>
  url === undefined ? [] : [new URL(url).origin];
