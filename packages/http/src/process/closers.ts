/** What a process has opened and must close. */
export interface Closers {
  add(close: () => Promise<void>): void;
  /** Closes what was added, last first; each once. */
  closeAll(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => Promise<void>)[] = [];
  return {
    add(close) {
      closers.push(close);
    },
    async closeAll() {
      for (let close = closers.pop(); close; close = closers.pop()) await close();
    },
  };
}
