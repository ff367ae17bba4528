import {
  CreateWebhookRequest,
  messageIdOf,
  parseInput,
  UpdateWebhookRequest,
  type WebhookTest,
  type WebhookWithSecret,
} from '@halyard/contracts';
import * as domain from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { accepted, created, noContent, ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { organizationOf, webhookOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor' | 'webhookSealer'>;

export const listWebhooks =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { database, now } = ctxFor(request);
    return ok(await read.listWebhooks(database, organizationOf(request).organizationId, now()));
  };

export const getWebhook =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { database, now } = ctxFor(request);
    return ok(await read.readWebhook(database, webhookOf(request), now()));
  };

export const createWebhook =
  ({ ctxFor, webhookSealer }: Deps): MemberHandler =>
  async (request) => {
    const ctx = { ...ctxFor(request), webhookSealer };
    const organization = organizationOf(request);
    const fields = parseInput(CreateWebhookRequest, request.body);
    const { id: webhookId, secret } = await domain.createWebhook(ctx, {
      ...organization,
      ...fields,
    });
    const webhook = await read.readWebhook(ctx.database, { ...organization, webhookId }, ctx.now());
    return created({ webhook, secret } satisfies WebhookWithSecret);
  };

export const patchWebhook =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const reference = webhookOf(request);
    const fields = parseInput(UpdateWebhookRequest, request.body);
    await domain.updateWebhook(ctx, { ...reference, fields });
    return ok(await read.readWebhook(ctx.database, reference, ctx.now()));
  };

export const rotateWebhookSecret =
  ({ ctxFor, webhookSealer }: Deps): MemberHandler =>
  async (request) => {
    const ctx = { ...ctxFor(request), webhookSealer };
    const reference = webhookOf(request);
    const secret = await domain.rotateWebhookSecret(ctx, reference);
    const webhook = await read.readWebhook(ctx.database, reference, ctx.now());
    return ok({ webhook, secret } satisfies WebhookWithSecret);
  };

export const testWebhook =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const id = await domain.sendWebhookTest(ctxFor(request), webhookOf(request));
    return accepted({ message_id: messageIdOf(id) } satisfies WebhookTest);
  };

export const removeWebhook =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    await domain.deleteWebhook(ctxFor(request), webhookOf(request));
    return noContent;
  };
