import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiKeyHashText } from '@halyard/auth';
import { regex } from '@halyard/core/re2js';
import { goldenNow, type GoldenCase } from '@halyard/core/testing';
import { createDatabase } from '@halyard/database';
import { createDiskCopy, createReplica, type DiskCopy } from '@halyard/replica';

import { expectDocumented } from '../testing/expect-documented.ts';
import { createMember } from '../testing/member.ts';
import { startApp } from '../testing/start-app.ts';
import type { Answer, Question } from './way.ts';

type Snapshot =
  Parameters<DiskCopy['write']>[0]['organizations'] extends Iterable<infer One> ? One : never;

/** The app with each case in an organization of its own. */
export interface StartedCases {
  /** Asks at the case's time, with a key of its application; one at a time, by the OpenAPI document. */
  ask(given: GoldenCase, question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** Nothing listens there, so that the node starts from its disk copy. */
const noDatabase = 'postgresql://127.0.0.1:1/halyard';
const never = 3_600_000;
const at = '2026-01-01T00:00:00.000Z';

const keyOf = (organizationId: string): string => `srv_${organizationId}`;

/** Many cases hold what no verb writes: they come from a disk copy, as after a restart. */
export async function startCases(cases: readonly GoldenCase[]): Promise<StartedCases> {
  const ids = new Map(cases.map(({ name }, index) => [name, `case-${index}`]));
  const directory = await mkdtemp(join(tmpdir(), 'halyard-golden-'));
  const diskCopy = createDiskCopy({ directory, key: randomBytes(32) });
  const organizations = cases.map((given) => toSnapshot(ids.get(given.name)!, given));
  await diskCopy.write({ organizations, lastContactMs: undefined });
  const database = createDatabase({ url: noDatabase, maxConnections: 1 });
  const report = () => undefined;
  const replica = createReplica({ database, diskCopy, regex, report, pollIntervalMs: never });
  await replica.start();
  let nowMs = 0;
  const app = await startApp({ replica, now: () => nowMs, verifyToken: toMember });

  return {
    async ask(given, { path, body }) {
      nowMs = goldenNow(given.request);
      const id = ids.get(given.name)!;
      const credential = given.request.applicationId === null ? id : keyOf(id);
      const response = await fetch(app.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${credential}` },
        body: JSON.stringify(body),
      });
      const answer = { status: response.status, body: await response.json() };
      expectDocumented({ method: 'POST', path, body, status: answer.status, answer: answer.body });
      return answer;
    },
    async close() {
      await app.close();
      await replica.close();
      await database.$disconnect();
      await rm(directory, { recursive: true });
    },
  };
}

/** Who asks without an application is a member; their token is their organization's id. */
const toMember = async (organizationId: string) => createMember(organizationId);

function toSnapshot(id: string, { flags, segments = [], request }: GoldenCase): Snapshot {
  const common = { organization_id: id, version: 1, created_at: at, updated_at: at };
  const { applicationId } = request;
  const key = { id: `key of ${id}`, kind: 'server', trusted: true } as const;
  return {
    organization: { id, name: id, plan: 'ENTERPRISE' },
    last: 1,
    flags: flags.map((flag) => ({
      ...common,
      name: flag.key,
      scope: flag.application_id === null ? 'enterprise' : 'application',
      value_type: 'boolean',
      tags: [],
      auto_disable_after_end: false,
      realtime_enabled: true,
      ...flag,
    })),
    segments: segments.map(({ key, rules, included = [], excluded = [] }) => ({
      document: { ...common, id: key, key, name: key, ...(rules && { rules }) },
      included,
      excluded,
    })),
    keys:
      applicationId === null
        ? []
        : [{ ...key, application_id: applicationId, hash: apiKeyHashText(keyOf(id)) }],
  };
}
