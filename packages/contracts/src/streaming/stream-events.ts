import { z } from 'zod';

/** Event names as the reference writes them, and as the published SDKs listen for them. */
export const flagEventNames = {
  created: { underscore: 'flag_created', dotted: 'flag.created' },
  updated: { underscore: 'flag_updated', dotted: 'flag.updated' },
  deleted: { underscore: 'flag_deleted', dotted: 'flag.deleted' },
} as const;

/** What happened to a flag, as far as a stream sees it. */
export type FlagEventKind = keyof typeof flagEventNames;

/** Which of the two names a stream uses. */
export const eventSpellings = ['underscore', 'dotted'] as const;
export type EventSpelling = (typeof eventSpellings)[number];

/** The first event of a stream. */
export const StreamConnected = z.strictObject({
  type: z.literal('connected'),
  message: z.string(),
  organization_id: z.string(),
  /** `null` for a member, who sees the whole organization. */
  application_id: z.string().nullable(),
});
export type StreamConnected = z.infer<typeof StreamConnected>;

/** A flag that changed; `type` is the event's own name. */
export const StreamFlagChange = z.strictObject({
  type: z.enum(Object.values(flagEventNames).flatMap((names) => Object.values(names))),
  key: z.string(),
  organization_id: z.string(),
  /** `null` for an enterprise flag. */
  application_id: z.string().nullable(),
  /** Whether it is switched on, by environment; a bound key sees its own alone. Empty once deleted. */
  environments: z.record(z.string(), z.boolean()),
  version: z.int(),
  status: z.enum(['active', 'archived', 'deleted']),
});
export type StreamFlagChange = z.infer<typeof StreamFlagChange>;

/** What was missed cannot be told: list the flags anew. */
export const StreamResync = z.strictObject({
  type: z.literal('resync'),
  message: z.string(),
  organization_id: z.string(),
});
export type StreamResync = z.infer<typeof StreamResync>;

/** The data of a stream's events; of `heartbeat` it is the word `ping`. */
export const StreamEvent = z.union([StreamConnected, StreamFlagChange, StreamResync]);
export type StreamEvent = z.infer<typeof StreamEvent>;

/** Query of the stream. */
export const StreamQuery = z.looseObject({
  events: z
    .enum(eventSpellings, 'underscore (flag_updated) or dotted (flag.updated)')
    .optional()
    .describe('One of the two names of each change; without it each comes under both.'),
});

/** Data of the unnamed frames that old clients read. */
export const LegacyStreamEvent = z.union([
  z.strictObject({
    type: z.enum(Object.values(flagEventNames).map(({ dotted }) => dotted)),
    flagKey: z.string(),
    data: StreamFlagChange,
  }),
  z.strictObject({ type: z.literal('connected'), data: StreamConnected }),
  z.strictObject({ type: z.literal('heartbeat') }),
  z.strictObject({ type: z.literal('resync'), data: StreamResync }),
]);
export type LegacyStreamEvent = z.infer<typeof LegacyStreamEvent>;

/** Data of OFREP's event stream: ask for the flags again. */
export const OfrepStreamEvent = z.strictObject({ type: z.literal('refetchEvaluation') });
export type OfrepStreamEvent = z.infer<typeof OfrepStreamEvent>;

/** Query of OFREP's event stream. */
export const OfrepStreamQuery = z.looseObject({
  token: z.string('the token of the URL that the evaluation announced'),
});
