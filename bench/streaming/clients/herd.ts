import { constants, setPriority } from 'node:os';

import { obey } from '../../shared/process.ts';
import { createAudience } from './audience.ts';
import { openListener, type Listener } from './listener.ts';
import { createParser } from './parser.ts';

/** What a process of clients that never wait can be asked. */
export type Herd = ReturnType<typeof createActions>;

/** What it did so far. */
export interface HerdCount {
  attempts: number;
  refusals: number;
}

const bufferBytes = 65_536;

/** It gets what others leave of the cores, which are few: evaluation would have to share with it. */
export function runHerd(): void {
  setPriority(constants.priority.PRIORITY_LOW);
  obey(createActions());
}

function createActions() {
  const parse = createParser();
  const buffer = Buffer.alloc(bufferBytes);
  const audience = createAudience();
  const count: HerdCount = { attempts: 0, refusals: 0 };
  let listeners = new Set<Listener>();
  let port = 0;

  /** Connects, and again as soon as that has failed or ended, for as long as the process lives. */
  function insist(key: string, onConnected: () => void, after?: number): void {
    count.attempts += 1;
    const listener = openListener({
      port,
      key,
      after,
      parse,
      buffer,
      onConnected,
      onChange: (seq) => audience.note(seq),
      onEnd(status) {
        listeners.delete(listener);
        if (status !== undefined && status !== 503) throw new Error(`Refused with ${status}`);
        if (status !== undefined) count.refusals += 1;
        insist(key, onConnected, listener.heard || undefined);
      },
    });
    listeners.add(listener);
  }

  return {
    /** Resolves when all are connected for the first time. */
    begin(given: { port: number; keys: string[]; clients: number }): Promise<void> {
      const { keys, clients } = given;
      ({ port } = given);
      audience.size = clients;
      let connected = 0;
      return new Promise((resolve) => {
        const onConnected = () => ++connected === clients && resolve();
        for (let index = 0; index < clients; index++) {
          insist(keys[index % keys.length]!, onConnected);
        }
      });
    },
    /** All lose their connections at once. */
    cut(): void {
      const all = listeners;
      // Those who come back are not among them.
      listeners = new Set();
      for (const listener of all) listener.cut();
    },
    /** When a change had come to so many of them; resolves when it has. */
    heard: (given: { seq: number; clients: number }) => audience.heard(given.seq, given.clients),
    count: () => count,
  };
}
