import { expect, test } from 'vitest';

import { toEvent } from './event.ts';

test('an event has a line for each of its fields, its id the last, and an empty one at its end', () => {
  expect(toEvent({ event: 'flag_updated', data: '{}', id: '7.1', retryMs: 900 })).toBe(
    'event: flag_updated\nretry: 900\ndata: {}\nid: 7.1\n\n',
  );
  expect(toEvent({ data: 'ping' })).toBe('data: ping\n\n');
});

test('without data it is told to nobody: a comment stands there, and the id counts', () => {
  expect(toEvent({ id: '7' })).toBe(':\nid: 7\n\n');
});
