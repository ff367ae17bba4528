import type { Probe } from '../shared/probe.ts';
import type { Writer } from './writer.ts';

/** What every part of the bench has. */
export interface Setting {
  /** The bench's bundled script, for its processes. */
  file: string;
  databaseUrl: string;
  /** For files of this run. */
  folder: string;
  writer: Writer;
  probe: Probe;
}
