import { isDeepStrictEqual } from 'node:util';

import type { Listener, Spelling, Told } from '../clients/listener.ts';
import type { Expected } from './expected.ts';

/** One event of those that a listener is to hear. */
interface Frame {
  number: number;
  event: string;
  change: Expected;
}

const separators = { underscore: '_', dotted: '.' } as const;

/** A change under each of its names, in the order in which they are told. */
function toFrames(change: Expected, spelling: Spelling): Frame[] {
  const told = spelling === 'both' ? (['underscore', 'dotted'] as const) : [spelling];
  return told.map((one) => ({
    number: change.place * 2 + (one === 'underscore' ? 1 : 2),
    event: `flag${separators[one]}${change.kind}`,
    change,
  }));
}

/** The first of what a listener heard that is not what it was to hear; nothing where all is. */
export function findDifference(
  { told, spelling, startSeq }: Listener,
  expected: readonly Expected[],
): string | undefined {
  const due = expected
    .filter(({ seq }) => seq > (startSeq ?? Infinity))
    .flatMap((change) => toFrames(change, spelling));
  const isLoose = new Set(due.flatMap(({ change }) => (change.isOptional ? change.seq : [])));
  let heard = 0;
  for (const frame of due) {
    const one = told[heard];
    const next = told[heard + 1];
    const problem = one ? differs(one, next, frame, isLoose) : 'nothing was heard';
    if (problem === undefined) heard += 1;
    else if (!frame.change.isOptional) {
      return `${frame.event} ${frame.change.key} ${frame.change.seq}.${frame.number}: ${problem}`;
    }
  }
  const more = told[heard];
  return more && `${describe(more)} was heard, and is not in the log`;
}

function differs(
  one: Told,
  next: Told | undefined,
  { number, event, change }: Frame,
  isLoose: ReadonlySet<number>,
): string | undefined {
  const isLast = next?.seq !== one.seq;
  const data = JSON.parse(one.data) as Record<string, unknown>;
  const isFlag = data['key'] === change.key && data['application_id'] === change.applicationId;
  const isIt = isFlag && one.seq === change.seq && one.event === event;
  if (!isIt) return `instead ${describe(one)}`;
  const isNumbered = one.frame === (isLast ? Infinity : number);
  const mayBe = isLoose.has(one.seq) && (one.frame === Infinity || one.frame === number);
  if (!isNumbered && !mayBe) return `the id is ${one.seq}.${one.frame}`;
  if (data['type'] !== event) return `the type is ${String(data['type'])}`;
  if (!change.payload) return undefined;
  const { application_id, environments, version, status } = data;
  const payload = { application_id, environments, version, status };
  if (isDeepStrictEqual(payload, change.payload)) return undefined;
  return `${JSON.stringify(payload)} instead of ${JSON.stringify(change.payload)}`;
}

const describe = ({ event, seq, frame, data }: Told): string => `${event} ${seq}.${frame} ${data}`;
