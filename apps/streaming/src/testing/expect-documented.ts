import { LegacyStreamEvent, OfrepStreamEvent, StreamEvent } from '@halyard/contracts';
import { expect } from 'vitest';

import type { Heard } from './listen-to.ts';

/** The data of everything that was heard is what the contract says of that address. */
export function expectDocumented(path: string, heard: readonly Heard[]): void {
  const schema = schemaOf(path);
  for (const { event, data } of heard) {
    if (data === undefined || (event === 'heartbeat' && data === 'ping')) continue;
    const given = JSON.parse(data) as { type?: unknown };
    expect(schema.safeParse(given)).toMatchObject({ success: true });
    if (schema === StreamEvent) expect(event).toBe(given.type);
    else expect(event).toBeUndefined();
  }
}

function schemaOf(path: string) {
  if (path.startsWith('/ofrep/')) return OfrepStreamEvent;
  return path.startsWith('/api/realtime') ? LegacyStreamEvent : StreamEvent;
}
