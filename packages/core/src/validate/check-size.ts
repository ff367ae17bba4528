import type { JsonObject } from '../json.ts';
import type { Report } from '../problem.ts';

const mostBytes = 256 * 1_024;

/** A document must stay small enough to be sent whole to every node at every change. */
export function checkSize(document: JsonObject, report: Report): void {
  const bytes = sizeOf(document);
  if (bytes === undefined || bytes > mostBytes) report('', `at most ${mostBytes} bytes of JSON`);
}

/** Bytes as JSON; `undefined` for what is nested too deep to be written. */
function sizeOf(document: JsonObject): number | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(document)).length;
  } catch {
    return undefined;
  }
}
