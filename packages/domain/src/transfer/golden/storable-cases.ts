import { compile, isStorable, validateFlag, validateSegment } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { readGoldenTopics, type GoldenCase } from '@halyard/core/testing';

import { hasPercent, renamedCase } from './renamed-case.ts';

/**
 * The golden cases about one application that can be stored, all of them beside each other. Some are
 * about what the write side refuses.
 */
export function storableCases(): GoldenCase[] {
  const keyed = new Map<string, string>();
  return readGoldenTopics()
    .flatMap(({ cases }) => cases)
    .filter(isOfApplication)
    .map(withoutOtherApplications)
    .filter(isStored)
    .filter(({ segments = [] }) =>
      segments.filter(hasPercent).every((segment) => {
        const text = JSON.stringify(segment);
        if (!keyed.has(segment.key)) keyed.set(segment.key, text);
        return keyed.get(segment.key) === text;
      }),
    )
    .map((given, index) => renamedCase(given, `-${index}`));
}

/** An enterprise flag goes along as a prerequisite alone: one that is asked for is the organization's. */
const isOfApplication = ({ flags, request }: GoldenCase): boolean =>
  request.applicationId !== null &&
  !flags.some(({ key, application_id: of }) => of === null && key === request.flagKey);

const withoutOtherApplications = (given: GoldenCase): GoldenCase => ({
  ...given,
  flags: given.flags.filter(
    ({ application_id: of }) => of === null || of === given.request.applicationId,
  ),
});

function isStored({ flags, segments = [] }: GoldenCase): boolean {
  const options = { dataSet: compile({ flags, segments }, { regex }), regex };
  const identifiers = segments.flatMap(({ included = [], excluded = [] }) => [
    ...included,
    ...excluded,
  ]);
  const problems = [
    ...flags.flatMap((flag) => validateFlag(flag, options)),
    ...segments.flatMap((segment) => validateSegment(segment, options)),
  ];
  return problems.length === 0 && identifiers.every((one) => one !== '' && isStorable(one));
}
