import { readFile } from 'node:fs/promises';

import { stateFile, type Checkout } from '../../driver/checkout/checkout.ts';
import { waitUntil } from '../../driver/wait-until.ts';

export interface MailedLink {
  to: string;
  /** The page that the link opens. */
  page: 'confirm-email' | 'reset-password';
}

/** The token of a link in the log that is to be handed on to somebody, once it is there. */
export const readMailedToken = (checkout: Checkout, { to, page }: MailedLink): Promise<string> =>
  waitUntil(`a link for ${to} is logged`, async () => {
    const log = await readFile(stateFile(checkout, 'logs', 'serve.log'), 'utf8');
    const line = log
      .split('\n')
      .findLast((line) => line.includes(`send this link to ${to} `) && line.includes(`/${page}#`));
    return line && /#([\w-]{43})"/.exec(line)?.[1];
  });
