import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import type { Logger } from '@halyard/http';

import type { Mail } from '../mail.ts';
import { describeFailure, isFinal } from './failure.ts';

export interface DeliveriesDeps {
  deliver: (mail: Mail) => Promise<unknown>;
  retryDelaysMs: readonly number[];
  log: Logger;
}

/** Mails on their way, in memory. */
export interface Deliveries {
  /** Begins to deliver a mail; drops it where too many are under way. */
  add(mail: Mail): void;
  /** Ends the waiting between tries, and gives what is under way five seconds. */
  finish(): Promise<void>;
}

const mostUnderWay = 1_000;
const finishMs = 5_000;

export function createDeliveries({ deliver, retryDelaysMs, log }: DeliveriesDeps): Deliveries {
  const finishing = new AbortController();
  setMaxListeners(0, finishing.signal);
  const underWay = new Set<Promise<void>>();

  const pause = (delayMs: number): Promise<void> =>
    wait(delayMs, undefined, { signal: finishing.signal, ref: false }).catch(() => undefined);

  async function attempt(mail: Mail, nth: number): Promise<void> {
    try {
      await deliver(mail);
    } catch (error) {
      const delayMs = retryDelaysMs[nth - 1];
      if (delayMs !== undefined && !isFinal(error)) {
        await pause(delayMs);
        return attempt(mail, nth + 1);
      }
      const { kind, to } = mail;
      const failure = describeFailure(error);
      log.warn({ mail: kind, to, tries: nth, ...failure }, 'a mail could not be delivered');
    }
  }

  return {
    add(mail) {
      if (underWay.size >= mostUnderWay) {
        log.warn({ mail: mail.kind, to: mail.to }, 'too many mails wait: one was dropped');
        return;
      }
      const delivery = attempt(mail, 1).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    async finish() {
      finishing.abort();
      await Promise.race([Promise.all(underWay), wait(finishMs, undefined, { ref: false })]);
    },
  };
}
