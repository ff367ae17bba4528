import type { RouteAnswer } from '../routing/route-handler.ts';

export const ok = (body: object): string => JSON.stringify(body);

export const created = (body: object): RouteAnswer => ({ status: 201, json: JSON.stringify(body) });

/** What was asked for is done later. */
export const accepted = (body: object): RouteAnswer => ({
  status: 202,
  json: JSON.stringify(body),
});

export const noContent: RouteAnswer = { status: 204 };
