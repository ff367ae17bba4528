import type { Listener } from './listener.ts';
import { isBefore, readPosition, type Position } from './position.ts';
import type { StreamedEvent } from './read-events.ts';

/** Takes an event of one of a listener's streams, and notes what is wrong with it. */
export type NoteEvent = (
  listener: Listener,
  event: StreamedEvent,
  stream: { resumedFrom: Position | undefined; isFirst: boolean },
) => void;

/** Texts that many listeners hear are kept once for all who share it. */
export function createNoteEvent(): NoteEvent {
  const texts = new Map<string, string>();

  function keep(text: string): string {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  }

  /* oxlint-disable no-param-reassign -- a listener is moved on in place */
  return (listener, { event, data, id }, { resumedFrom, isFirst }) => {
    const { last, problems } = listener;
    if (id === undefined) {
      problems.push(`${event} without an id`);
      return;
    }
    const position = readPosition(id);
    const isChange = event.startsWith('flag');
    if (isFirst !== (event === 'connected')) problems.push(`${event} ${id} out of place`);
    if (event === 'connected' && resumedFrom && isApart(position, resumedFrom)) {
      problems.push(`resumed at ${id}, not at ${resumedFrom.seq}.${resumedFrom.frame}`);
    }
    if (isChange ? !isBefore(last, position) : isBefore(position, last)) {
      problems.push(`${event} ${id} after ${last.seq}.${last.frame}`);
    }
    listener.last = position;
    if (isChange) listener.told.push({ ...position, event: keep(event), data: keep(data) });
    else if (event === 'connected') listener.startSeq ??= position.seq;
    else if (event === 'resync') listener.counts.resyncs += 1;
    else if (event !== 'heartbeat') problems.push(`${event} is no event of ours`);
  };
  /* oxlint-enable no-param-reassign */
}

const isApart = (one: Position, other: Position): boolean =>
  one.seq !== other.seq || one.frame !== other.frame;
