import { isStorable } from '@halyard/core';
import { z } from 'zod';

import { EnvironmentFields } from '../inputs/environment-fields.ts';
import { SegmentIdentifier } from '../segments/segment-identifier.ts';
import { exportFormat, exportFormatVersion } from './application-export.ts';

const mostEnvironments = 20;
const mostSegments = 1_000;
const mostFlags = 2_000;
const mostMembers = 200_000;

const key = z.string('a key').max(128, 'a key').refine(isStorable, 'a key');
const scope = z.enum(['application', 'enterprise'], 'application or enterprise');
const list = 'a list of identifiers';
const Listed = z.custom<readonly unknown[]>(Array.isArray, list).optional();
const Identifiers = z.array(SegmentIdentifier, list).optional();

/** A segment's lists, each with all whom it is to hold; one that is left out stays as it is. */
export const ImportedMembers = z.object({ included: Identifiers, excluded: Identifiers });
export type ImportedMembers = z.infer<typeof ImportedMembers>;

/** Where a flag has its prerequisites; all else is read as the flag is. */
const Environment = z.looseObject(
  {
    prerequisites: z
      .array(z.looseObject({ flag: key, scope }, 'an object with flag and scope'), 'a list')
      .optional(),
  },
  'an object',
);

const ImportedSegment = z.looseObject(
  {
    key,
    /** Read one by one (`ImportedMembers`), segment by segment. */
    included: Listed,
    excluded: Listed,
  },
  'an object',
);
export type ImportedSegment = z.infer<typeof ImportedSegment>;

const ImportedFlag = z.looseObject(
  {
    key,
    scope,
    status: z.enum(['active', 'archived'], 'active or archived').default('active'),
    environments: z.record(z.string(), Environment, 'environments by name').default({}),
  },
  'an object',
);
export type ImportedFlag = z.infer<typeof ImportedFlag>;

/** Documents that say nothing of Smart Insights are older than they. */
const ImportedEnvironment = EnvironmentFields.extend({
  smart_insights: EnvironmentFields.shape.smart_insights.default(false),
});

/** A document to be imported, as far as it is read as a whole: its segments and flags are read one by one. */
export const ApplicationImport = z
  .strictObject({
    format: z.literal(exportFormat, exportFormat),
    format_version: z.literal(exportFormatVersion, `${exportFormatVersion}`),
    exported_at: z.unknown().optional(),
    application: z.strictObject(
      {
        name: z.unknown().optional(),
        environments: z
          .array(ImportedEnvironment, 'a list of environments')
          .max(mostEnvironments, `at most ${mostEnvironments}`),
      },
      'an object with environments',
    ),
    segments: z
      .array(ImportedSegment, 'a list of segments')
      .max(mostSegments, `at most ${mostSegments}`)
      .default([]),
    flags: z
      .array(ImportedFlag, 'a list of flags')
      .max(mostFlags, `at most ${mostFlags}`)
      .default([]),
  })
  .superRefine(({ application: { environments }, segments, flags }, { addIssue }) => {
    const refuse = (path: (string | number)[], message: string): void =>
      addIssue({ code: 'custom', path, message });
    const names = environments.map(({ name }) => name);
    for (const index of repeatedIn(names)) {
      refuse(['application', 'environments', index, 'name'], 'a name that no other one has');
    }
    for (const index of repeatedIn(segments.map(({ key }) => key))) {
      refuse(['segments', index, 'key'], 'a key that no other segment has');
    }
    const listed = segments.flatMap(({ included, excluded }) => [included, excluded]);
    if (listed.reduce((sum, list) => sum + (list?.length ?? 0), 0) > mostMembers) {
      refuse(['segments'], `segments that list at most ${mostMembers} identifiers in all`);
    }
    for (const index of repeatedIn(flags.map(({ key, scope }) => `${scope} ${key}`))) {
      refuse(['flags', index, 'key'], 'a key that no other flag of the same scope has');
    }
    flags.forEach((flag, index) => {
      const unknown = Object.keys(flag.environments).filter((name) => !names.includes(name));
      if (unknown.length === 0) return;
      refuse(['flags', index, 'environments'], 'those of the application in the document alone');
    });
  });
export type ApplicationImport = z.infer<typeof ApplicationImport>;

/** Indexes of values that occur earlier in the list. */
function repeatedIn(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (seen.has(value)) return [index];
    seen.add(value);
    return [];
  });
}

/** How a document is imported. */
export const ApplicationImportQuery = z.strictObject({
  /** Says what would change, and changes nothing. */
  dry_run: z.enum(['true', 'false'], 'true or false').optional(),
  /** Lets the last rule of an enabled environment go although no percentage is set. */
  confirm: z.enum(['true', 'false'], 'true or false').optional(),
});
