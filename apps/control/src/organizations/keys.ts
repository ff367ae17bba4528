import {
  CreateApiKeyRequest,
  parseInput,
  RotateApiKeyRequest,
  type NewApiKey,
} from '@halyard/contracts';
import { present } from '@halyard/database';
import { createApiKey, revokeApiKey, rotateApiKey } from '@halyard/domain';
import { listApiKeys, readApiKey } from '@halyard/domain/read';
import { created, noContent, ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { applicationOf, keyOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listKeys =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await listApiKeys(ctxFor(request).database, applicationOf(request)));

export const createKey =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const application = applicationOf(request);
    const { kind, name, tag, ...more } = parseInput(CreateApiKeyRequest, request.body);
    const { id: keyId, secret } = await createApiKey(ctx, {
      ...application,
      kind,
      name,
      tag,
      ...present('environment', more.environment),
      ...present('trusted', more.trusted),
      ...present('expiresAt', toTime(more.expires_at)),
      ...present('dailyBudget', more.daily_budget),
      ...present('addressLimit', more.address_limit),
    });
    const key = await readApiKey(ctx.database, { ...application, keyId });
    return created({ key, secret } satisfies NewApiKey);
  };

export const rotateKey =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const reference = keyOf(request);
    const { overlap_seconds: seconds, expires_at: expiresAt } = parseInput(
      RotateApiKeyRequest,
      request.body,
    );
    // A key of another application is not at this address.
    await readApiKey(ctx.database, reference);
    const { id: keyId, secret } = await rotateApiKey(ctx, {
      ...reference,
      ...present('overlapMs', seconds === undefined ? undefined : seconds * 1_000),
      ...present('expiresAt', toTime(expiresAt)),
    });
    const key = await readApiKey(ctx.database, { ...reference, keyId });
    return created({ key, secret } satisfies NewApiKey);
  };

export const revokeKey =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    await readApiKey(ctx.database, keyOf(request));
    await revokeApiKey(ctx, keyOf(request));
    return noContent;
  };

const toTime = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
