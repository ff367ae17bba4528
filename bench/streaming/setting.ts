import type { Bar } from '../shared/bar.ts';
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

/** What a part has found: figures as they are printed, and bars. */
export interface Findings {
  text: string;
  bars: Bar[];
  /** Others used the machine, as far as the part itself can tell. */
  isNoisy?: boolean;
}
