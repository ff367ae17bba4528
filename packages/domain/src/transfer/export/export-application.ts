import {
  AppError,
  exportFormat,
  exportFormatVersion,
  type SegmentDocument,
} from '@halyard/contracts';

import type { ApplicationReference } from '../../applications/lock.ts';
import type { Context } from '../../context/context.ts';
import { streamSegmentMembers } from '../../read/segments/members.ts';
import { toExportedFlag } from './exported-flag.ts';
import { loadApplication } from './load.ts';

/**
 * An application as JSON (`ApplicationExport`), in pieces: one flag or segment a line, and long lists
 * of members as they are read. Throws before the first piece where there is no such application.
 */
export async function* exportApplication(
  ctx: Context,
  reference: ApplicationReference,
): AsyncGenerator<string> {
  const { name, environments, segments, flags } = await loadApplication(ctx, reference);
  const head = {
    format: exportFormat,
    format_version: exportFormatVersion,
    exported_at: ctx.now().toISOString(),
    application: { name, environments },
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"segments":[`;
  for (const [index, segment] of segments.entries()) {
    yield index === 0 ? '\n' : ',\n';
    yield* writeSegment(ctx, segment);
  }
  yield '],\n"flags":[';
  const names = new Map(flags.map((flag) => [flag.id, flag]));
  for (const [index, flag] of flags.entries()) {
    yield (index === 0 ? '\n' : ',\n') + JSON.stringify(toExportedFlag(flag, names));
  }
  yield ']}\n';
}

async function* writeSegment(
  { database }: Context,
  segment: SegmentDocument,
): AsyncGenerator<string> {
  const { organization_id: organizationId, id: segmentId, key } = segment;
  const { name, description, rules } = segment;
  yield JSON.stringify({ key, name, description, rules }).slice(0, -1);
  for (const list of ['included', 'excluded'] as const) {
    yield `,"${list}":[`;
    let separator = '';
    const members = streamSegmentMembers(database, { organizationId, segmentId, list, search: '' });
    for await (const some of members) {
      if (some.length === 0) continue;
      yield separator + JSON.stringify(some).slice(1, -1);
      separator = ',';
    }
    yield ']';
  }
  await expectUnchanged(database, segment);
  yield '}';
}

/** Its lists were read after the rest: half of one and half of another would be imported as they are. */
async function expectUnchanged(
  database: Context['database'],
  { organization_id: organizationId, id, version }: SegmentDocument,
): Promise<void> {
  const where = { organizationId, id, version };
  if ((await database.segment.count({ where })) === 1) return;
  throw new AppError('conflict', 'A segment was changed while it was exported: export again.');
}
