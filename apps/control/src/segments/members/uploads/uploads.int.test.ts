import { request } from 'node:http';
import { Readable } from 'node:stream';

import { createSegment } from '@halyard/domain';
import { beforeEach, describe, expect, test } from 'vitest';

import { useOrganization } from '../../../testing/use-organization.ts';

const organization = useOrganization();

let segmentId: string;

beforeEach(async () => {
  const { organizationId, ctx } = organization;
  const segment = { organizationId, key: 'beta', fields: { name: 'Beta' }, included: ['kept'] };
  ({ id: segmentId } = await createSegment(ctx, segment));
});

const json = 'application/json';
const csv = 'text/csv';
const many = Array.from({ length: 100_000 }, (_, n) => `user-${n}@example.com`);

const headersFor = (type: string) => ({
  'x-test-member': JSON.stringify(organization.members.OWNER),
  'content-type': type,
});
const urlOf = (list: string) => `${organization.url}/api/segments/beta/members/${list}`;

async function upload(
  method: 'PUT' | 'POST',
  list: string,
  type: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
) {
  const streamed = body instanceof ReadableStream ? { duplex: 'half' as const } : {};
  const answer = await fetch(urlOf(list), {
    method,
    headers: { ...headersFor(type), ...headers },
    body,
    ...streamed,
  });
  return {
    status: answer.status,
    etag: answer.headers.get('etag'),
    json: (await answer.json()) as Record<string, unknown>,
  };
}

async function members(): Promise<string[]> {
  const where = { organizationId: organization.organizationId, segmentId };
  const rows = await organization.ctx.database.segmentMember.findMany({ where });
  return rows.map(({ list, identifier }) => `${list}: ${identifier}`).toSorted();
}

const countMembers = () =>
  organization.ctx.database.segmentMember.count({
    where: { organizationId: organization.organizationId, segmentId },
  });

/** What is there when nothing was written. */
const untouched = ['included: kept'];

test('100 000 identifiers replace a list, as JSON', async () => {
  const answer = await upload('PUT', 'included', json, JSON.stringify(many));
  const included = { added: 100_000, removed: 1, total: 100_000 };
  expect(answer).toMatchObject({ status: 200, etag: '"3"', json: { version: 3, included } });
  expect(await countMembers()).toBe(100_000);
});

test('100 000 identifiers are added to a list, as CSV', async () => {
  const lines = `identifier\r\n${many.join('\r\n')}\r\n`;
  const answer = await upload('POST', 'included', `${csv}; charset=utf-8`, lines);
  const included = { added: 100_000, removed: 0, total: 100_001 };
  expect(answer).toMatchObject({ status: 200, json: { version: 3, included } });
  expect(await countMembers()).toBe(100_001);
});

test('one upload is one version, one audit entry and one change, however often one is named', async () => {
  const { database } = organization.ctx;
  const where = { organizationId: organization.organizationId };
  const before = await database.changeHead.findFirstOrThrow({ where });
  const identifiers = [...many.slice(0, 2_000), ...many.slice(0, 500)];
  const { json: answer } = await upload('PUT', 'included', json, JSON.stringify(identifiers));
  expect(answer).toMatchObject({ version: 3, included: { added: 2_000, removed: 1 } });
  const after = await database.changeHead.findFirstOrThrow({ where });
  expect([
    Number(after.seq - before.seq),
    Number(after.auditSeq) - Number(before.auditSeq),
  ]).toEqual([1, 1]);
  const change = await database.change.findFirst({ where, orderBy: { seq: 'desc' } });
  expect(change?.document).toEqual({ version: 3, count: 2_001 });
});

test('an empty list takes everybody out, and nothing added changes nothing', async () => {
  expect((await upload('POST', 'included', json, '[]')).json).toMatchObject({ version: 2 });
  expect((await upload('POST', 'included', csv, 'identifier\n')).json).toMatchObject({
    version: 2,
  });
  const { json: answer } = await upload('PUT', 'included', json, ' [ ] ');
  expect(answer).toMatchObject({ version: 3, included: { removed: 1, total: 0 } });
});

test('an upload is for one version where it says which', async () => {
  const body = '["a"]';
  const stale = { status: 409, json: { error: 'version_conflict' } };
  const byHeader = await upload('PUT', 'included', json, body, { 'if-match': '"1"' });
  expect(byHeader).toMatchObject(stale);
  expect(await upload('POST', 'included?expected_version=1', json, body)).toMatchObject(stale);
  const fresh = await upload('PUT', 'included', json, body, { 'if-match': '"2"' });
  expect(fresh.status).toBe(200);
});

describe('refused, with nothing changed,', () => {
  test.each<[what: string, type: string, body: string, field: string]>([
    ['is an empty identifier', json, '["a",""]', 'body.1'],
    ['is a number', json, '["a","b",3]', 'body.2'],
    ['is what is nested', json, `["a",[${'['.repeat(10_000)}`, 'body.1'],
    ['is an object', json, '{"a":"b"}', 'body'],
    ['is a text alone', json, '"a"', 'body'],
    ['is nothing', json, '', 'body'],
    ['is half a list', json, '["a","b"', 'body.2'],
    ['is a list and more', json, '["a"] ["b"]', 'body.1'],
    ['is a list with a hole', json, '["a",,"b"]', 'body.1'],
    ['is U+0000', json, '["a\\u0000"]', 'body.0'],
    ['is half a character', json, '["\\ud800"]', 'body.0'],
    ['is too long an identifier', json, `["${'x'.repeat(513)}"]`, 'body.0'],
    ['is an identifier without end', json, `["${'x'.repeat(1_000_000)}`, 'body.0'],
    ['is a line with two', csv, 'identifier\na\nb,c\n', 'line 3'],
    ['is a quote that does not end', csv, `a\n"b\nc\n${'d\n'.repeat(5_000)}`, 'line'],
    ['is a quote in the middle', csv, 'a\r\nb"c\r\n', 'line 2'],
    ['is U+0000 in CSV', csv, 'a\nb\0\n', 'line 2'],
    ['is too long a line', csv, `a\n${'x'.repeat(513)}\n`, 'line 2'],
    ['is a line without end', csv, `a\n\n${'x'.repeat(1_000_000)}`, 'line 3'],
    ['is another type', 'application/xml', '<a/>', 'Content-Type'],
  ])('%s', async (_what, type, body, field) => {
    const answer = await upload('PUT', 'included', type, body);
    expect(answer).toMatchObject({
      status: 400,
      json: { error: 'invalid_request', details: [{ field: expect.stringContaining(field) }] },
    });
    expect(JSON.stringify(answer.json)).not.toContain('xxx');
    expect(await members()).toEqual(untouched);
  });

  test.each([json, csv])('is what is no UTF-8 (%s)', async (type) => {
    const quote = Buffer.from(type === json ? '["' : '');
    const body = Buffer.concat([quote, Buffer.from([0x61, 0xff, 0x62])]);
    const details = [{ field: 'body', expected: 'UTF-8' }];
    const answer = await upload('PUT', 'included', type, body);
    expect(answer).toMatchObject({ status: 400, json: { details } });
    expect(await members()).toEqual(untouched);
  });

  test.each([
    [json, JSON.stringify([...many, 'one more'])],
    [csv, [...many, 'one more'].join('\n')],
  ])('are more than 100 000 (%s)', async (type, body) => {
    const answer = await upload('PUT', 'included', type, body);
    expect(answer).toMatchObject({ status: 413, json: { error: 'payload_too_large' } });
    expect(await members()).toEqual(untouched);
  });

  test('is an upload without end: it is answered while more is sent', async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 1;
          yield `user-${sent}\n`.repeat(1_000);
        }
      })(),
    );
    const body = Readable.toWeb(endless) as unknown as string;
    expect((await upload('PUT', 'included', csv, body)).status).toBe(413);
    expect(await members()).toEqual(untouched);
  });

  test('is an upload to a segment that is not there, before it is read', async () => {
    const answer = await fetch(urlOf('included').replace('beta', 'unknown'), {
      method: 'PUT',
      headers: headersFor(csv),
      body: 'x'.repeat(1_000),
    });
    expect(answer.status).toBe(404);
    const list = await fetch(urlOf('invited'), { method: 'PUT', headers: headersFor(json) });
    expect(list.status).toBe(404);
  });

  test.each([
    [json, '["a","b",'],
    [csv, 'a\nb\nc\n'],
  ])('is an upload that breaks off in the middle (%s)', async (type, text) => {
    const sending = request(urlOf('included'), {
      method: 'PUT',
      headers: { ...headersFor(type), 'transfer-encoding': 'chunked' },
    });
    const broken = new Promise((resolve) => sending.on('error', resolve).on('close', resolve));
    await new Promise((resolve) => sending.write(text, resolve));
    sending.destroy();
    await broken;
    expect((await upload('POST', 'included', json, '[]')).status).toBe(200);
    expect(await members()).toEqual(untouched);
  });
});
