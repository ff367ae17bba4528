import type { RouteAnswer } from '@halyard/http';

export const ok = (body: object): string => JSON.stringify(body);

export const created = (body: object): RouteAnswer => ({ status: 201, json: JSON.stringify(body) });

export const noContent: RouteAnswer = { status: 204 };
