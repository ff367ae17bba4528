import type { Change, FlagDocument } from '@halyard/contracts';
import { applyFlag, compile, removeFlag, type CompiledDataSet } from '@halyard/core';
import fc from 'fast-check';

export const applications = ['app-a', 'app-b'] as const;
const keys = ['x', 'y'] as const;
const verbs = ['create', 'toggle', 'archive', 'restore', 'delete', 'hush', 'derive'] as const;

interface Step {
  verb: (typeof verbs)[number];
  key: (typeof keys)[number];
  /** Whose flag; the enterprise's where it is `null`. */
  owner: (typeof applications)[number] | null;
  isQuiet: boolean;
}

/** Whether flags keep what they were created with, or their changes are streamed now and then. */
export type Quietness = 'none' | 'kept' | 'changing';

/** What is done to flags that share two keys, in any order; what cannot be done is left out. */
export const anySteps = (quietness: Quietness): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      verb: fc.constantFrom(...verbs.filter((v) => v !== 'hush' || quietness === 'changing')),
      key: fc.constantFrom(...keys),
      owner: fc.constantFrom(...applications, null),
      isQuiet: quietness === 'none' ? fc.constant(false) : fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );

type Flags = ReadonlyMap<string, FlagDocument>;

/** One organization's log, and its flags by slot after each row. */
export interface RandomHistory {
  rows: Change[];
  /** `truths[n]`: after n rows. */
  truths: Flags[];
}

const slotOf = ({ key, owner }: Pick<Step, 'key' | 'owner'>): string => `${key} of ${owner}`;

/** `onRow` is called after each row, with the organization's data as it is then. */
export function playSteps(
  steps: readonly Step[],
  onRow: (row: Change, dataSet: CompiledDataSet) => void = () => undefined,
): RandomHistory & { dataSet: CompiledDataSet } {
  const dataSet = compile({ flags: [], segments: [] });
  const rows: Change[] = [];
  const truths: Flags[] = [new Map()];
  for (const [index, step] of steps.entries()) {
    const row = toRow(step, truths.at(-1)!, { index, seq: rows.length + 1 });
    if (!row) continue;
    rows.push(row);
    truths.push(after(row, step, truths.at(-1)!));
    apply(dataSet, row);
    onRow(row, dataSet);
  }
  return { rows, truths, dataSet };
}

function apply(dataSet: CompiledDataSet, row: Change): void {
  if (row.kind !== 'flag' || !row.document) return;
  if ('deleted' in row.document) removeFlag(dataSet, row.entity_id);
  else applyFlag(dataSet, row.document);
}

function after(row: Change, step: Step, before: Flags): Flags {
  if (row.kind !== 'flag' || !row.document) return before;
  const flags = new Map(before);
  if ('deleted' in row.document) flags.delete(slotOf(step));
  else flags.set(slotOf(step), row.document);
  return flags;
}

function toRow(
  step: Step,
  flags: Flags,
  { index, seq }: { index: number; seq: number },
): Change | undefined {
  const common = { organization_id: 'org', seq, at: '2026-06-01T00:00:00.000Z' };
  if (step.verb === 'derive') {
    const active = [...flags.values()].filter(({ status }) => status === 'active');
    const flag_ids = active.map(({ id }) => id).toSorted();
    if (flag_ids.length === 0) return undefined;
    const document = { flag_ids };
    return { ...common, kind: 'derived', entity_id: 'org', action: 'derived', document };
  }
  const change = changeFlag(step, flags.get(slotOf(step)), `flag-${index}`);
  return change && { ...common, kind: 'flag', entity_id: change.document.id, ...change };
}

type FlagRow = Pick<Extract<Change, { kind: 'flag' }>, 'action'> & {
  document: NonNullable<Extract<Change, { kind: 'flag' }>['document']>;
};

function changeFlag(step: Step, flag: FlagDocument | undefined, id: string): FlagRow | undefined {
  if (!flag) {
    return step.verb === 'create' ? { action: 'created', document: newFlag(step, id) } : undefined;
  }
  const next = { ...flag, version: flag.version + 1 };
  const isActive = flag.status === 'active';
  if (step.verb === 'delete') {
    const { key, application_id, status, version, realtime_enabled } = flag;
    const left = { id: flag.id, key, application_id, status, version, realtime_enabled };
    return { action: 'deleted', document: { ...left, deleted: true } };
  }
  if (step.verb === 'restore' && !isActive)
    return { action: 'restored', document: { ...next, status: 'active' } };
  if (!isActive) return undefined;
  if (step.verb === 'archive')
    return { action: 'archived', document: { ...next, status: 'archived' } };
  if (step.verb === 'hush')
    return { action: 'updated', document: { ...next, realtime_enabled: !step.isQuiet } };
  if (step.verb !== 'toggle') return undefined;
  const enabled = !flag.environments['production']!.enabled;
  return { action: 'toggled', document: { ...next, environments: { production: { enabled } } } };
}

const newFlag = ({ key, owner, isQuiet }: Step, id: string): FlagDocument => ({
  id,
  key,
  name: key,
  organization_id: 'org',
  application_id: owner,
  scope: owner === null ? 'enterprise' : 'application',
  status: 'active',
  version: 1,
  value_type: 'boolean',
  tags: [],
  environments: { production: { enabled: true } },
  auto_disable_after_end: false,
  realtime_enabled: !isQuiet,
  created_at: '2026-06-01T00:00:00.000Z',
  updated_at: '2026-06-01T00:00:00.000Z',
});
