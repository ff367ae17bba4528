import { listOf } from './list-of.ts';

/** What the entries of an answer are about, in a few words each: `created flag`. */
export const wordsOf = (answer: { body: unknown }): string[] =>
  listOf(answer).entries.map(({ action, entity_type }) => `${action} ${entity_type}`);
