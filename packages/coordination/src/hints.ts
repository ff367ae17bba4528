import type { Hint } from '@halyard/contracts';

/** Tells other nodes that a log has grown; a hint may come late, twice, out of order or never. */
export interface Hints {
  /**
   * What a writer runs inside its transaction, so that the hint goes out at the commit; `undefined`
   * where hints do not go by the database.
   */
  statementFor(hint: Hint): HintStatement | undefined;
  /** After the commit, always; does nothing where the statement did it. Never rejects. */
  send(hint: Hint): Promise<void>;
  /** Hears every hint from now on, the node's own too, until the returned function is called. */
  subscribe(listener: HintListener): () => void;
}

export interface HintStatement {
  text: string;
  values: readonly unknown[];
}

export interface HintListener {
  onHint(hint: Hint): void;
  /** Hints may have been missed until now: compare what you have with the log. */
  onGap(): void;
}
