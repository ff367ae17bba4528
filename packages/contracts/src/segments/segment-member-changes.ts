import { z } from 'zod';

import { mostSegmentIdentifiers, SegmentIdentifier } from './segment-identifier.ts';

const Identifiers = z.array(SegmentIdentifier, 'a list of identifiers').default([]);

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
    if (count <= mostSegmentIdentifiers) return;
    addIssue({ code: 'custom', message: `at most ${mostSegmentIdentifiers} identifiers in all` });
  });
/** As it is sent: everything may be left out. */
export type SegmentMemberChanges = z.input<typeof SegmentMemberChanges>;

/** All identifiers of one of a segment's lists, or some to be added to it. */
export const SegmentIdentifiers = z
  .array(SegmentIdentifier, 'a list of identifiers')
  .max(mostSegmentIdentifiers, `at most ${mostSegmentIdentifiers} identifiers`);
