import type { Findings } from '../../shared/findings.ts';
import { describeLoads } from './describe-loads.ts';
import type { Load } from './ingest.ts';
import { isHeld } from './on-postgres.ts';

/** What there is to say of an installation without Redis; it has no bar. */
export function describeOnPostgres(tried: readonly Load[]): Findings {
  const held = tried.find(isHeld);
  const verdict = held ? `holds ${held.perSecond} events/s` : 'held none of these';
  return { text: `${describeLoads('queue on PostgreSQL', tried)}\n\n${verdict}`, bars: [] };
}
