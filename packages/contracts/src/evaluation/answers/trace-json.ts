import type { Trace } from '@halyard/core';

const longest = 200;

/** A trace as JSON. What a test saw came with the request and may be of any size and depth. */
export const toTraceJson = (trace: Trace): string =>
  JSON.stringify(trace, (name, value: unknown) => (name === 'seen' ? shorten(value) : value));

function shorten(value: unknown): unknown {
  if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  const json = stringify(value);
  return json.length <= longest ? (JSON.parse(json) as unknown) : `${json.slice(0, longest)}…`;
}

/** What is nested too deep exhausts the stack. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '"…"';
  }
}
