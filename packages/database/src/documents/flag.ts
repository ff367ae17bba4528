import type { FlagDocument } from '@halyard/contracts';

import type { Flag, Prisma } from '../generated/client.ts';
import { asJson } from './as-json.ts';
import { present } from './present.ts';

/** The fields of a flag's document that are kept together in its `definition`. */
type FlagDefinition = Pick<
  FlagDocument,
  | 'environments'
  | 'variations'
  | 'configuration'
  | 'scheduled_start_at'
  | 'scheduled_end_at'
  | 'scheduling_timezone'
  | 'auto_disable_after_end'
  | 'realtime_enabled'
  | 'insight_serials'
>;

/** A stored flag as its document. */
export function toFlagDocument(row: Flag): FlagDocument {
  return {
    ...(row.definition as unknown as FlagDefinition),
    id: row.id,
    key: row.key,
    name: row.name,
    ...present('description', row.description),
    organization_id: row.organizationId,
    application_id: row.applicationId,
    scope: row.applicationId === null ? 'enterprise' : 'application',
    status: row.status,
    value_type: row.valueType,
    tags: row.tags,
    ...present('scheduled_start_utc', row.scheduledStartAt?.toISOString()),
    ...present('scheduled_end_utc', row.scheduledEndAt?.toISOString()),
    version: row.version,
    ...present('created_by', row.createdBy),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A flag's document as it is stored. */
export function toFlagRow(document: FlagDocument): Prisma.FlagUncheckedCreateInput {
  return {
    organizationId: document.organization_id,
    id: document.id,
    applicationId: document.application_id,
    key: document.key,
    name: document.name,
    description: document.description ?? null,
    status: document.status,
    valueType: document.value_type,
    tags: [...document.tags],
    version: document.version,
    definition: asJson(toDefinition(document)),
    scheduledStartAt: document.scheduled_start_utc ?? null,
    scheduledEndAt: document.scheduled_end_utc ?? null,
    createdBy: document.created_by ?? null,
    createdAt: document.created_at,
    updatedAt: document.updated_at,
  };
}

const toDefinition = (document: FlagDocument): FlagDefinition => ({
  environments: document.environments,
  ...present('variations', document.variations),
  ...present('configuration', document.configuration),
  ...present('scheduled_start_at', document.scheduled_start_at),
  ...present('scheduled_end_at', document.scheduled_end_at),
  ...present('scheduling_timezone', document.scheduling_timezone),
  auto_disable_after_end: document.auto_disable_after_end,
  realtime_enabled: document.realtime_enabled,
  ...present('insight_serials', document.insight_serials),
});
