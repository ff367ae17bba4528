import { z } from 'zod';

import { VersionNumber } from '../inputs/version-number.ts';
import { SegmentIdentifier } from './segment-identifier.ts';

const Identifiers = z.array(SegmentIdentifier, 'a list of identifiers').optional();
const mostListed = 10_000;

/** What a new segment is called and whom it lists; what else it says is {@link SegmentFields}. */
export const CreateSegmentRequest = z
  .looseObject({
    key: z.string('a text'),
    included: Identifiers,
    excluded: Identifiers,
  })
  .superRefine(({ included = [], excluded = [] }, { addIssue }) => {
    if (included.length + excluded.length <= mostListed) return;
    const message = `at most ${mostListed} identifiers, with those excluded; more can be uploaded`;
    addIssue({ code: 'custom', path: ['included'], message });
  });
export type CreateSegmentRequest = z.infer<typeof CreateSegmentRequest>;

/** {@link SegmentFields}, or a part of them; what nobody writes may stand beside them as it is. */
export const UpdateSegmentRequest = z.looseObject({ expected_version: VersionNumber.optional() });
export type UpdateSegmentRequest = z.infer<typeof UpdateSegmentRequest>;
