import { isStorable } from '@halyard/core';
import { z } from 'zod';

const mostIdentifiers = 100_000;
const expected = 'a text of 1 to 512 characters, without U+0000 and lone surrogates';

const Identifier = z
  .string(expected)
  .min(1, expected)
  .max(512, expected)
  .refine(isStorable, expected);
const Identifiers = z.array(Identifier, 'a list of identifiers').default([]);

const ListChanges = z
  .strictObject({ add: Identifiers, remove: Identifiers }, 'an object with add and remove')
  .superRefine(({ add, remove }, { addIssue }) => {
    const added = new Set(add);
    const both = remove.findIndex((identifier) => added.has(identifier));
    if (both === -1) return;
    addIssue({ code: 'custom', path: ['remove', both], message: 'one that is not added as well' });
  })
  .prefault({});

/** Whom to add to a segment's lists and whom to take from them: exact texts, 100 000 in all. */
export const SegmentMemberChanges = z
  .strictObject({ included: ListChanges, excluded: ListChanges })
  .superRefine(({ included, excluded }, { addIssue }) => {
    const count = [included, excluded]
      .map(({ add, remove }) => add.length + remove.length)
      .reduce((sum, length) => sum + length);
    if (count <= mostIdentifiers) return;
    addIssue({ code: 'custom', message: `at most ${mostIdentifiers} identifiers in all` });
  });
/** As it is sent: everything may be left out. */
export type SegmentMemberChanges = z.input<typeof SegmentMemberChanges>;
