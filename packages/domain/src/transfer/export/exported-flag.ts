import type { ApplicationExport, FlagDocument } from '@halyard/contracts';
import type { Prerequisite } from '@halyard/core';

import { fieldsOf } from '../../flags/document/fields.ts';

export type ExportedFlag = ApplicationExport['flags'][number];

/** How a document calls a flag. */
export type FlagNames = ReadonlyMap<string, Pick<FlagDocument, 'key' | 'scope'>>;

/** A flag as a document of its own has it; `names` has the flags that it depends on, by id. */
export function toExportedFlag(flag: FlagDocument, names: FlagNames): ExportedFlag {
  const { key, scope, status } = flag;
  const environments = Object.entries(flag.environments).map(([name, environment]) => {
    const { prerequisites } = environment;
    const named = prerequisites?.map((one) => toNamed(one, names));
    return [name, named ? { ...environment, prerequisites: named } : environment];
  });
  return {
    key,
    scope,
    status,
    ...fieldsOf(flag),
    environments: Object.fromEntries(environments),
  } as unknown as ExportedFlag;
}

/** An unknown flag keeps its id, so that the import refuses it instead of serving something else. */
function toNamed({ flag: id, ...prerequisite }: Prerequisite, names: FlagNames) {
  const { key, scope } = names.get(id) ?? { key: id, scope: 'application' };
  return { flag: key, scope, ...prerequisite };
}
