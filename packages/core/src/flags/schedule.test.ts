import { describe, expect, test } from 'vitest';

import { compile } from '../data-set.ts';
import { evaluate } from '../evaluate.ts';
import type { Flag } from '../model.ts';
import { normaliseFlag } from '../normalise/flag.ts';
import { flagWith } from '../testing/flag.ts';
import { validateFlag } from '../validate/validate-flag.ts';
import { resolveSchedule } from './schedule.ts';

/** Whether, and why not, a flag with these times is on at an instant. */
function reasonAt(times: Partial<Flag>, now: string): string {
  const dataSet = compile({ flags: [flagWith({}, times)], segments: [] });
  const request = { applicationId: null, flagKey: 'f', environment: 'production', context: {} };
  return evaluate(dataSet, { ...request, now: Date.parse(now) }).reason;
}

describe('an instant stored beside a scheduled time', () => {
  // Seven hours off what the text means, as if the zone had changed since it was written.
  const start = {
    scheduled_start_at: '2026-01-01T09:00:00',
    scheduled_start_utc: '2026-01-01T01:00:00Z',
    scheduling_timezone: 'Europe/Paris',
  };
  const end = {
    scheduled_end_at: '2026-01-02T09:00:00',
    scheduled_end_utc: '2026-01-02T01:00:00Z',
    scheduling_timezone: 'Europe/Paris',
  };

  test('holds, so that a later change of zone data moves nothing', () => {
    const times = { ...start, ...end };
    expect(reasonAt(times, '2026-01-01T00:59:59.999Z')).toBe('SCHEDULED');
    expect(reasonAt(times, '2026-01-01T01:00:00Z')).toBe('DEFAULT');
    expect(reasonAt(times, '2026-01-02T00:59:59.999Z')).toBe('DEFAULT');
    expect(reasonAt(times, '2026-01-02T01:00:00Z')).toBe('SCHEDULED');
  });

  test('is used on a node that does not know the zone', () => {
    const times = { ...start, ...end, scheduling_timezone: 'Mars/Olympus' };
    expect(reasonAt(times, '2026-01-01T12:00:00Z')).toBe('DEFAULT');
  });

  test('of one time leaves the other to its text', () => {
    const { scheduled_end_utc: _utc, ...endAsText } = end;
    const times = { ...start, ...endAsText };
    expect(reasonAt(times, '2026-01-01T01:00:00Z')).toBe('DEFAULT');
    expect(reasonAt(times, '2026-01-02T07:59:59.999Z')).toBe('DEFAULT');
    expect(reasonAt(times, '2026-01-02T08:00:00Z')).toBe('SCHEDULED');
  });

  test('means nothing without the time, and gives way to it where it cannot be read', () => {
    expect(reasonAt({ scheduled_start_utc: '2027-01-01T00:00:00Z' }, '2026-01-01')).toBe('DEFAULT');
    for (const unread of ['soon', '', 5 as never]) {
      const times = { ...start, scheduled_start_utc: unread };
      expect(reasonAt(times, '2026-01-01T07:59:59.999Z')).toBe('SCHEDULED');
      expect(reasonAt(times, '2026-01-01T08:00:00Z')).toBe('DEFAULT');
    }
  });

  test('does not keep a time that is wrong from being refused', () => {
    const flag = flagWith({}, { ...start, ...end, scheduled_end_at: '2025-01-01' });
    expect(validateFlag(flag, {})).toEqual([
      { field: 'scheduled_end_at', expected: 'later than scheduled_start_at' },
    ]);
  });

  test('is not taken from a client', () => {
    const sent = { scheduled_start_at: '2026-01-01', scheduled_start_utc: 'x', key: 'f' };
    const patch = { ...sent, scheduled_end_utc: null };
    const stored = { scheduled_start_at: '2026-01-01', key: 'f' };
    expect(normaliseFlag(patch, { newRuleId: () => 'r' })).toEqual(stored);
  });
});

describe('the schedule to be stored', () => {
  const utc = (text: string) => Date.parse(text);

  test.each<[string, unknown, object]>([
    [
      'is what the zone’s clocks show',
      { scheduled_start_at: '2026-07-01T09:00', scheduling_timezone: 'Europe/Paris' },
      { startAt: utc('2026-07-01T07:00:00Z') },
    ],
    [
      'is UTC without a zone',
      { scheduled_end_at: '2026-07-01' },
      { endAt: utc('2026-07-01T00:00:00Z') },
    ],
    [
      'comes from what is written, not from what was stored before',
      { scheduled_start_at: '2026-07-01', scheduled_start_utc: '2020-01-01T00:00:00Z' },
      { startAt: utc('2026-07-01T00:00:00Z') },
    ],
    [
      'leaves out what cannot be read',
      { scheduled_start_at: 'soon', scheduled_end_at: '2026-07-01' },
      { endAt: utc('2026-07-01T00:00:00Z') },
    ],
    [
      'leaves out what an unknown zone’s clocks show, not what has an offset',
      {
        scheduled_start_at: '2026-07-01T09:00',
        scheduled_end_at: '2026-07-02T09:00+02:00',
        scheduling_timezone: 'X/Y',
      },
      { endAt: utc('2026-07-02T07:00:00Z') },
    ],
    ['is empty where nothing is scheduled', { scheduled_start_at: null }, {}],
    ['is empty for what is no flag', [], {}],
  ])('%s', (_what, flag, schedule) => {
    expect(resolveSchedule(flag)).toEqual(schedule);
  });
});
