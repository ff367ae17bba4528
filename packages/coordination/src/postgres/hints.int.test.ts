import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { createHint, listenTo } from '../conformance/hints.ts';
import { createPostgresHints } from './hints.ts';
import { createTwoPostgresNodes, type TwoPostgresNodes } from './two-nodes.ts';

let two: TwoPostgresNodes;

beforeEach(async () => {
  two = await createTwoPostgresNodes();
  return () => two.close();
});

test('a hint is heard when its transaction commits, and never when it rolls back', async () => {
  const [{ hints, start }] = two.nodes;
  const heard = listenTo(hints);
  await start();
  const [kept, undone] = [createHint(1), createHint(2)];
  for (const [hint, end] of [
    [undone, 'ROLLBACK'],
    [kept, 'COMMIT'],
  ] as const) {
    await two.client.query('BEGIN');
    const { text, values } = hints.statementFor(hint)!;
    await two.client.query(text, [...values]);
    await two.client.query(end);
  }
  await vi.waitFor(() => expect(heard.hints).toEqual([kept]), 10_000);
});

test('a hint too large for a notification arrives without its changes', async () => {
  const [{ hints, start }] = two.nodes;
  const heard = listenTo(hints);
  await start();
  const { organization_id, seq } = createHint();
  const change = { organization_id, seq, kind: 'flag', entity_id: organization_id } as const;
  const largestThatFits = 7_999 - JSON.stringify(hintOf('')).length;
  function hintOf(action: string) {
    return { organization_id, seq, changes: [{ ...change, action, document: null, at: '' }] };
  }
  const fits = hintOf('x'.repeat(largestThatFits));
  await two.commit(hints.statementFor(fits)!);
  await two.commit(hints.statementFor(hintOf('x'.repeat(largestThatFits + 1)))!);
  await vi.waitFor(() => expect(heard.hints).toEqual([fits, { organization_id, seq }]), 10_000);
});

test('hints flow again after PostgreSQL ended the connection, and the gap is told', async () => {
  const [{ hints, start }] = two.nodes;
  const heard = listenTo(hints);
  await start();
  await two.client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await vi.waitFor(() => expect(heard.gaps).toBe(2), 10_000);
  const hint = createHint();
  await two.commit(hints.statementFor(hint)!);
  await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
});

test('a connection that is open but dead is noticed', async () => {
  const [{ proxy }] = two.nodes;
  const errors: Error[] = [];
  const hints = createPostgresHints({
    url: proxy.url,
    onError: (error) => errors.push(error),
    ping: { everyMs: 50, timeoutMs: 500 },
  });
  onTestFinished(() => hints.close());
  const heard = listenTo(hints);
  await hints.start();
  proxy.freezeConnections();
  await vi.waitFor(() => expect(heard.gaps).toBeGreaterThan(1), 10_000);
  const hint = createHint();
  await two.commit(hints.statementFor(hint)!);
  await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
  expect(String(errors[0]?.cause)).toContain('timeout');
});

test('a notification that is no hint is reported and does no harm', async () => {
  const [{ hints, start, errors }] = two.nodes;
  const heard = listenTo(hints);
  await start();
  await two.client.query(`SELECT pg_notify('halyard_hints', '{"seq":')`);
  const hint = createHint();
  await two.commit(hints.statementFor(hint)!);
  await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
  expect(errors).toHaveLength(1);
});
