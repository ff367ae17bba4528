import type { Readable, Writable } from 'node:stream';

import type { AccountContext } from '@halyard/domain/accounts';

/** What a command works with. */
export interface Admin {
  ctx: AccountContext;
  /** How people reach Halyard: where one-time links begin. */
  url: string;
  /** Where the operator types; a terminal or not. */
  input: Readable & { isTTY?: boolean };
  output: Writable;
  print: (line: string) => void;
}

/** Options by name, each with what is to be given, as it is shown: `<address>`. */
type Options<Name extends string> = Readonly<Record<Name, string>>;

/** One thing that an operator can do. */
export interface Command<Required extends string = string, Optional extends string = string> {
  name: string;
  summary: string;
  required?: Options<Required>;
  optional?: Options<Optional>;
  run(
    admin: Admin,
    given: Record<Required, string> & Partial<Record<Optional, string>>,
  ): Promise<void>;
}
