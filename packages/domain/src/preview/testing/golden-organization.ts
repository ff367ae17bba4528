import { createHash } from 'node:crypto';

import { FlagFields, type FlagDocument, type SegmentDocument } from '@halyard/contracts';
import {
  compile,
  normaliseFlag,
  validateFlag,
  validateSegment,
  type CompiledDataSet,
} from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import type { GoldenCase } from '@halyard/core/testing';

import { composeFlag } from '../../flags/document/compose.ts';

/** A golden case in an organization of its own, as the write side would have stored it. */
export interface GoldenOrganization {
  organizationId: string;
  flags: FlagDocument[];
  segments: (SegmentDocument & { included: readonly string[]; excluded: readonly string[] })[];
  /** Of the same. */
  dataSet: CompiledDataSet;
  request: GoldenCase['request'];
}

/** `undefined` where the write side refuses some of it. */
export function toOrganization(given: GoldenCase): GoldenOrganization | undefined {
  const idOf = (name: string) => toUuid(`${given.name} ${name}`);
  const organizationId = idOf('organization');
  const flags = given.flags.map((flag) => toDocument(flag, organizationId, idOf));
  if (flags.includes(undefined)) return undefined;
  const common = { organization_id: organizationId, version: 1, created_at: at, updated_at: at };
  const segments = (given.segments ?? []).map(
    ({ key, rules, included = [], excluded = [] }): GoldenOrganization['segments'][number] => ({
      ...common,
      id: idOf(`segment ${key}`),
      key,
      name: key,
      ...(rules && { rules }),
      included: [...included],
      excluded: [...excluded],
    }),
  );
  const made = { organizationId, flags: flags as FlagDocument[], segments };
  const dataSet = compile(made, { regex });
  const problems = [
    ...made.flags.map((flag) => validateFlag(flag, { dataSet, regex })),
    ...segments.map(({ key, rules }) => validateSegment({ key, rules }, { dataSet, regex })),
  ].flat();
  if (problems.length > 0) return undefined;
  const { applicationId } = given.request;
  const request = { ...given.request, applicationId: applicationId && idOf(applicationId) };
  return { ...made, dataSet, request };
}

const at = '2026-01-01T00:00:00.000Z';

function toUuid(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}

function toDocument(
  { id, key, application_id: application, status, version, ...rest }: GoldenCase['flags'][number],
  organizationId: string,
  idOf: (name: string) => string,
): FlagDocument | undefined {
  const fields = FlagFields.safeParse(
    normaliseFlag({ name: key, ...withIds(rest, idOf) }, { newRuleId: () => idOf('rule') }),
  );
  if (!fields.success) return undefined;
  const identity = {
    id: idOf(id),
    key,
    organization_id: organizationId,
    application_id: application && idOf(application),
    scope: application === null ? ('enterprise' as const) : ('application' as const),
    status,
    version,
    created_at: at,
    updated_at: at,
  };
  return composeFlag(identity, fields.data);
}

/** The same with the ids of stored flags as prerequisites. */
const withIds = (value: object, idOf: (name: string) => string): object =>
  JSON.parse(
    JSON.stringify(value, (name, inner: unknown) =>
      name === 'flag' && typeof inner === 'string' ? idOf(inner) : inner,
    ),
  ) as object;
