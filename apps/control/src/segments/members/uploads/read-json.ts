import { setImmediate as nextTurn } from 'node:timers/promises';

import { AppError, invalidInput } from '@halyard/contracts';
import { JSONParser, TokenType } from '@streamparser/json';

import type { AddIdentifier } from './read-identifiers.ts';

const expected = 'a JSON list of texts';

/** So many characters without an identifier among them are none that could become one. */
const mostPending = 256 * 1024;

/** Nothing else stands in a list of texts: what is nested is refused before it is held in memory. */
const within = new Set<TokenType>([TokenType.STRING, TokenType.COMMA, TokenType.RIGHT_BRACKET]);

/** Reads a JSON list of texts; an identifier's place is its index. */
export async function readJson(pieces: AsyncIterable<string>, add: AddIdentifier): Promise<void> {
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  let count = 0;
  let pending = 0;
  let hasBegun = false;
  const placeOf = () => (hasBegun ? `body.${count}` : 'body');
  const refuse = () => invalidInput([{ field: placeOf(), expected }]);

  parser.onToken = ({ token }) => {
    if (hasBegun ? !within.has(token) : token !== TokenType.LEFT_BRACKET) throw refuse();
    hasBegun = true;
  };
  parser.onValue = ({ value }) => {
    add(placeOf(), value);
    count += 1;
    pending = 0;
  };
  try {
    for await (const piece of pieces) {
      pending += piece.length;
      parser.write(piece);
      if (pending > mostPending) throw refuse();
      await nextTurn();
    }
  } catch (error) {
    throw error instanceof AppError ? error : refuse();
  }
  if (!parser.isEnded) throw refuse();
}
