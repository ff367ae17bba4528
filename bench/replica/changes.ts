import { randomUUID } from 'node:crypto';

import type { Change, FlagDocument, Hint } from '@halyard/contracts';
import { createDatabase, toFlagDocument, toSegmentDocument } from '@halyard/database';

import { definitionOf } from './seed.ts';

export type ChangeName =
  | 'flag changed'
  | 'flag new'
  | 'flag deleted'
  | 'segment’s rules, 100 000 members'
  | '10 members of 100 000';

export interface NamedHint {
  name: ChangeName;
  hint: Hint;
}

const rounds = 200;

/** Changes that continue the organization's log, each in a hint of its own. */
export async function createChanges(url: string): Promise<NamedHint[]> {
  const database = createDatabase({ url, maxConnections: 1 });
  const rows = await database.flag.findMany({ take: rounds, orderBy: { key: 'asc' } });
  const segment = await database.segment.findFirstOrThrow({ where: { key: 'segment-0' } });
  const head = await database.changeHead.findFirstOrThrow();
  await database.$disconnect();

  const toHint = createToHint(head.organizationId, Number(head.seq));
  const document = toSegmentDocument(segment);
  return rows.flatMap((row, round): NamedHint[] => {
    const flag = toFlagDocument(row);
    const changed = { ...flag, ...definitionOf(round + 7), version: flag.version + 1 };
    const added: FlagDocument = { ...changed, id: randomUUID(), key: `new-${round}` };
    return [
      { name: 'flag changed', hint: toHint('flag', changed.id, changed) },
      { name: 'flag new', hint: toHint('flag', added.id, added) },
      { name: 'flag deleted', hint: toHint('flag', added.id, null) },
      { name: 'segment’s rules, 100 000 members', hint: toHint('segment', segment.id, document) },
      { name: '10 members of 100 000', hint: toHint('segment_members', segment.id, tenMembers()) },
    ];
  });
}

function createToHint(organizationId: string, last: number) {
  let seq = last;
  return (kind: Change['kind'], entityId: string, document: object | null): Hint => {
    seq++;
    const change = {
      organization_id: organizationId,
      seq,
      kind,
      entity_id: entityId,
      action: 'updated',
      document,
      at: new Date().toISOString(),
    } as Change;
    return { organization_id: organizationId, seq, changes: [change] };
  };
}

const tenMembers = () => ({
  version: 1,
  included: { added: Array.from({ length: 10 }, () => randomUUID()), removed: [] },
  excluded: { added: [], removed: [] },
});
