import { isStorable } from '@halyard/core';
import { z } from 'zod';

const expected = 'a text of 1 to 512 characters, without U+0000 and lone surrogates';

/** Whom a segment lists: an exact text, neither trimmed nor normalised. */
export const SegmentIdentifier = z
  .string(expected)
  .min(1, expected)
  .max(512, expected)
  .refine(isStorable, expected);

/** So many identifiers are written at once at most. */
export const mostSegmentIdentifiers = 100_000;
