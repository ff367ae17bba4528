import type { Scope } from '../access/scope.ts';
import { dialects, type Dialect } from './dialect.ts';

/** All streams that hear the same in the same words share one. */
export interface Channel {
  readonly scope: Scope;
  readonly dialect: Dialect;
  /** Equal where the same news are written the same. */
  readonly words: string;
}

/** Gives the same channel for what is the same, as long as somebody holds it. */
export function createChannels() {
  const known = new Map<string, WeakRef<Channel>>();
  const gone = new FinalizationRegistry<string>((name) => {
    if (!known.get(name)?.deref()) known.delete(name);
  });

  return (scope: Scope, dialect: keyof typeof dialects): Channel => {
    const name = JSON.stringify([dialect, scope]);
    const channel = known.get(name)?.deref();
    if (channel) return channel;
    const environment = scope.kind === 'key' ? scope.environment : null;
    const words = JSON.stringify([dialect, environment]);
    const made = { scope, dialect: dialects[dialect], words };
    known.set(name, new WeakRef(made));
    gone.register(made, name);
    return made;
  };
}
