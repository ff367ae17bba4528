import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import type { Member } from '@halyard/auth';
import { createFlag, toggleFlag } from '@halyard/domain';
import { parse } from 'csv-parse/sync';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { addEntries } from '../testing/add-entries.ts';
import { listOf } from '../testing/list-of.ts';
import { useAnalytics } from '../testing/use-analytics.ts';

const analytics = useAnalytics();

let flagId: string;

beforeAll(async () => {
  const { organizationId, applicationId, members } = analytics;
  const fields = { name: '=1+1', environments: { staging: { enabled: false } } };
  const flag = { organizationId, applicationId, key: 'checkout', fields };
  const by = { ...analytics.as(members.OWNER), client: { userAgent: '@SUM(1;2),"x"\r\n' } };
  ({ id: flagId } = await createFlag(by, flag));
  await toggleFlag(by, { organizationId, flagId, environment: 'staging', enabled: true });
});

const pathOf = (query: string, organizationId = analytics.organizationId) =>
  `/api/audit-log/export?organization_id=${organizationId}${query}`;

/** The answer to a request, of which nothing is read yet. */
async function open(query: string, { organizationId, ...of }: Partial<Opened> = {}) {
  const member = of.member ?? analytics.members.VIEWER;
  const headers = { authorization: `Bearer ${analytics.tokenOf(member)}` };
  const asked = request(analytics.url + pathOf(query, organizationId), { headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}

interface Opened {
  organizationId: string;
  member: Member;
}

const textOf = async (answer: IncomingMessage): Promise<string> =>
  (await answer.setEncoding('utf8').toArray()).join('');

test('as JSON it is an array of all that the list has', async () => {
  const list = `/api/audit-log?organization_id=${analytics.organizationId}`;
  const { entries } = listOf(await analytics.ask(analytics.members.VIEWER, list));
  const { status, headers, body } = await analytics.ask(analytics.members.VIEWER, pathOf(''));
  expect([status, body]).toEqual([200, entries]);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('content-disposition')).toBe('attachment; filename="audit-log.json"');
});

test('of nothing it is an empty array, or a CSV of a header alone', async () => {
  const none = '&action=rolled_back';
  const { body } = await analytics.ask(analytics.members.VIEWER, pathOf(none));
  expect(body).toEqual([]);
  const csv = await textOf(await open(`${none}&format=csv`));
  expect(csv).toMatch(/^timestamp,action,[a-z_,]+\r\n$/);
});

test('of one flag it has its entries alone, filtered as the list is', async () => {
  for (const [query, actions] of [
    [`&flag_id=${flagId}`, ['toggled', 'created']],
    [`&flag_id=${flagId}&action=created`, ['created']],
    [`&flag_id=${flagId}&entity_type=organization`, []],
    ['&flag_key=checkout&end_date=2001-01-01', []],
  ] as const) {
    const { body } = await analytics.ask(analytics.members.VIEWER, pathOf(query));
    const entries = body as unknown as { action: string }[];
    expect([query, entries.map(({ action }) => action)]).toEqual([query, actions]);
  }
});

test('a flag that never was is not found, and what is no format is refused', async () => {
  const { VIEWER } = analytics.members;
  const never = await analytics.ask(VIEWER, pathOf(`&flag_id=${crypto.randomUUID()}`));
  expect(never.status).toBe(404);
  const { status, body } = await analytics.ask(VIEWER, pathOf('&format=xlsx'));
  expect([status, body['details']]).toMatchObject([400, [{ field: 'format' }]]);
});

test('as CSV it says the same, and nothing that a spreadsheet would run', async () => {
  const answer = await open(`&format=csv&flag_id=${flagId}&action=created`);
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="audit-log.csv"');
  const rows = parse<Record<string, string>>(await textOf(answer), { columns: true });
  const { OWNER } = analytics.members;
  expect(rows).toEqual([
    {
      timestamp: expect.stringMatching(/Z$/),
      action: 'created',
      entity_type: 'flag',
      entity_id: flagId,
      flag_id: flagId,
      flag_key: 'checkout',
      user_id: OWNER.userId,
      user_email: OWNER.email,
      ip_address: '',
      user_agent: '\'@SUM(1;2),"x"\r\n',
      before: '',
      after: expect.stringContaining('"name":"=1+1"'),
      id: expect.any(String),
      organization_id: analytics.organizationId,
    },
  ]);
});

describe('of much', () => {
  const count = 2_000;
  let large: Opened;

  beforeAll(async () => {
    const { organizationId, members } = await analytics.createOther();
    large = { organizationId, member: members.VIEWER };
    await addEntries(analytics.ctx, { organizationId, count, characters: 20_000 });
  });
  beforeEach(() => analytics.faults.reset());

  const reads = () => analytics.faults.statements().filter((sql) => sql.includes('audit_entry'));

  test.each(['json', 'csv'])('%s is read 200 entries at a time, each once', async (format) => {
    const text = await textOf(await open(`&action=updated&format=${format}`, large));
    const entries =
      format === 'json'
        ? (JSON.parse(text) as { id: string }[])
        : parse<{ id: string }>(text, { columns: true });
    expect(new Set(entries.map(({ id }) => id)).size).toBe(count);
    expect(reads()).toHaveLength(count / 200 + 1);
  });

  /** Once nothing more is read. */
  async function settledReads(): Promise<number> {
    let before: number;
    let now = -1;
    const isSettled = () => {
      [before, now] = [now, reads().length];
      return before === now;
    };
    await expect.poll(isSettled, { interval: 100 }).toBe(true);
    return now;
  }

  test('who takes nothing has little read for them, and who goes away ends it', async () => {
    const answer = await open('&action=updated', large);
    expect(await settledReads()).toBeLessThan(count / 200);
    answer.destroy();
    await once(answer, 'close');
    expect(await settledReads()).toBeLessThan(count / 200);
  });

  test('what fails on the way leaves half of it, which is no JSON', async () => {
    analytics.faults.failAt(8);
    const answer = await open('&action=updated', large);
    const chunks: string[] = [];
    answer.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    const [error] = (await once(answer, 'error')) as [NodeJS.ErrnoException];
    expect([error.code, answer.complete]).toEqual(['ECONNRESET', false]);
    expect(() => JSON.parse(chunks.join(''))).toThrow(SyntaxError);
  });

  test('what fails at once is an error in words', async () => {
    analytics.faults.failAt(2);
    const { status, body } = await analytics.ask(large.member, pathOf('', large.organizationId));
    expect([status, body['error']]).toEqual([500, 'internal_error']);
  });
});
