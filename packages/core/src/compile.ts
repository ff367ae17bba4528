import type { DataSet, Flag } from './model.ts';

/** All flags that share one key: at most one an application, and one for the enterprise. */
interface CompiledKey {
  enterprise: Flag | undefined;
  byApplication: Map<string, Flag>;
}

/** A data set prepared for {@link evaluate}; one organization's. */
export interface CompiledDataSet {
  keys: Map<string, CompiledKey>;
}

/** Prepares a data set for evaluation. Never throws. */
export function compile(dataSet: DataSet): CompiledDataSet {
  const compiled: CompiledDataSet = { keys: new Map() };
  for (const flag of dataSet.flags) applyFlag(compiled, flag);
  return compiled;
}

/** Puts one flag, new or changed, into a compiled data set. Never throws. */
export function applyFlag(compiled: CompiledDataSet, flag: Flag): void {
  let entry = compiled.keys.get(flag.key);
  if (!entry) {
    entry = { enterprise: undefined, byApplication: new Map() };
    compiled.keys.set(flag.key, entry);
  }
  if (flag.applicationId === null) entry.enterprise = flag;
  else entry.byApplication.set(flag.applicationId, flag);
}
