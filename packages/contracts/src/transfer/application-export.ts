import { z } from 'zod';

import { FlagDetails } from '../flags/flag-details.ts';

/** What an exported document says it is, and by which rules it is read. */
export const exportFormat = 'halyard-export';
export const exportFormatVersion = 1;

const Environment = FlagDetails.shape.environments.valueType.extend({
  prerequisites: z
    .array(
      z.strictObject({
        /** Key of the flag; ids are another organization's. */
        flag: z.string(),
        scope: FlagDetails.shape.scope,
        enabled: z.boolean().optional(),
        variation: z.string().optional(),
      }),
    )
    .optional(),
});

/** What Halyard says of a flag where it is; another organization says this anew. */
const ofItsPlace = {
  id: true,
  organization_id: true,
  application_id: true,
  version: true,
  created_by: true,
  created_at: true,
  updated_at: true,
} as const;

/** An application as a document of its own: everything its flags' answers depend on. */
export const ApplicationExport = z.strictObject({
  format: z.literal(exportFormat),
  format_version: z.literal(exportFormatVersion),
  exported_at: z.iso.datetime(),
  application: z.strictObject({
    name: z.string(),
    environments: z.array(
      z.strictObject({ name: z.string(), protected: z.boolean(), smart_insights: z.boolean() }),
    ),
  }),
  /** Those that the flags use, at whatever remove, by key. */
  segments: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      description: z.string().optional(),
      rules: z.record(z.string(), z.unknown()).optional(),
      included: z.array(z.string()),
      excluded: z.array(z.string()),
    }),
  ),
  /** The application's, and the enterprise flags that these have as prerequisites, by key. */
  flags: z.array(
    FlagDetails.omit(ofItsPlace).extend({ environments: z.record(z.string(), Environment) }),
  ),
});
export type ApplicationExport = z.infer<typeof ApplicationExport>;
