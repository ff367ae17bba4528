import { z } from 'zod';

import { refuseUnstorable } from './storable.ts';
import { longText, text } from './text.ts';
import { yesOrNo } from './yes-or-no.ts';

const object = z.record(z.string(), z.unknown(), 'an object');
const time = z.string('a date and time as text');

/** What people say of a flag; all else in its document is Halyard's. Checked in depth by the engine. */
export const FlagFields = z
  .strictObject({
    name: text(200),
    description: longText(5_000).optional(),
    tags: z.array(text(64), 'a list of texts').max(50, 'at most 50').default([]),
    value_type: z
      .enum(['boolean', 'string', 'number', 'json'], 'boolean, string, number or json')
      .default('boolean'),
    configuration: object.optional(),
    variations: z.array(object, 'a list of variations').optional(),
    environments: z
      .record(
        z.string(),
        z.looseObject({ enabled: yesOrNo.default(false) }, 'an object'),
        'environments by name',
      )
      .default({}),
    scheduled_start_at: time.optional(),
    scheduled_end_at: time.optional(),
    scheduling_timezone: z.string('a time zone such as Europe/Paris').optional(),
    auto_disable_after_end: yesOrNo.default(false),
    realtime_enabled: yesOrNo.default(true),
  })
  .superRefine(refuseUnstorable);
export type FlagFields = z.infer<typeof FlagFields>;
