import { mostEvents } from '@halyard/contracts';

import type { BodyKind, Failure, ReadBody } from './reading.ts';
import { parseObject } from './values/parse-object.ts';

/** In what fields a list may stand: clients wrap theirs in their own ways. */
const wrappers: Readonly<Record<Exclude<BodyKind, 'event'>, readonly string[]>> = {
  evaluations: ['events', 'evaluations'],
  errors: ['events', 'errors'],
  mixed: ['events'],
};

/** The events in a body's text, as they came; or why there are none. */
export function listEvents(text: string, kind: BodyKind): readonly unknown[] | Failure {
  const body = parseObject(text);
  if (!body) return 'no_object';
  if (kind === 'event') return [body];
  const list = wrappers[kind].map((name) => body[name]).find(Array.isArray);
  if (list === undefined) return 'no_list';
  return list.length > mostEvents ? 'too_many' : list;
}

export const emptyBody = (): ReadBody => ({
  events: [],
  rejected: { evaluation: 0, error: 0 },
  ignored: 0,
});
