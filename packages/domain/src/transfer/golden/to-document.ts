import { exportFormat, exportFormatVersion } from '@halyard/contracts';
import type { Flag } from '@halyard/core';
import type { GoldenCase } from '@halyard/core/testing';

import { isObject, type JsonObject } from '../../json.ts';

/** The data sets of cases as one application. */
export function toDocument(cases: readonly GoldenCase[]): JsonObject {
  const flags = cases.flatMap(({ flags }) => flags.map((flag) => toImported(flag, flags)));
  const names = new Set(flags.flatMap(({ environments }) => Object.keys(environments)));
  // Those that cases share are the same.
  const segments = new Map(
    cases.flatMap(({ segments = [] }) => segments.map((one) => [one.key, one] as const)),
  );
  return {
    format: exportFormat,
    format_version: exportFormatVersion,
    application: { environments: [...names].map((name) => ({ name, protected: false })) },
    segments: [...segments.values()].map((segment) => ({ name: segment.key, ...segment })),
    flags,
  };
}

function toImported(flag: Flag, flags: readonly Flag[]) {
  const { id: _, application_id: of, version: _version, environments, ...fields } = flag;
  const named = JSON.parse(JSON.stringify(environments), (name, value: unknown) =>
    name === 'prerequisites' ? (value as JsonObject[]).map((one) => toNamed(one, flags)) : value,
  ) as Record<string, JsonObject>;
  return { name: flag.key, ...fields, scope: scopeOf(of), environments: named };
}

const scopeOf = (applicationId: string | null) =>
  applicationId === null ? 'enterprise' : 'application';

function toNamed(prerequisite: JsonObject, flags: readonly Flag[]): JsonObject {
  const flag = flags.find(({ id }) => id === prerequisite['flag']);
  if (!isObject(prerequisite) || !flag) return prerequisite;
  return { ...prerequisite, flag: flag.key, scope: scopeOf(flag.application_id) };
}
