import { flagEventNames, type EventSpelling, type StreamFlagChange } from '@halyard/contracts';

import { hears } from '../access/scope.ts';
import type { Entry, News } from '../changes/news.ts';
import type { Channel } from './channel.ts';
import { toChunk, type Chunk } from './chunk.ts';
import { toEvent } from './event.ts';
import { toId, wholeRow, type Position } from './position.ts';
import { resyncEvent } from './resync-event.ts';

/** One row's frames, written when the first stream needs them and kept for the others. */
export interface EntryFrames {
  readonly entry: Entry;
  /** Where a stream is that was told all of it. */
  readonly end: Position;
  /** What a channel's streams hear of the row; `undefined` where that is nothing. */
  of(channel: Channel): Chunk | undefined;
  /** As {@link of}, without the frames up to a number. */
  after(channel: Channel, frame: number): Chunk | undefined;
  /** Lets go of what was written: hardly anybody needs it any more. */
  forget(): void;
}

/** A change of one flag under one of its names. */
interface Frame {
  readonly number: number;
  readonly news: News;
  readonly spelling: EventSpelling;
}

/** `onWritten` is told how many frames were serialised. */
export function createEntryFrames(
  entry: Entry,
  onWritten: (frames: number) => void = () => undefined,
): EntryFrames {
  let ofChannel = new Map<Channel, Chunk | undefined>();
  let ofWords = new Map<string, Chunk>();

  function write(channel: Channel): Chunk | undefined {
    if (entry.isResync) return toChunk(resyncEvent(channel, toId(wholeRow(entry.seq))));
    const frames = framesFor(channel, entry);
    if (frames.length === 0) return undefined;
    const words = wordsOf(channel, frames, entry);
    const written = ofWords.get(words) ?? serialise(frames, channel);
    ofWords.set(words, written);
    return written;
  }

  function serialise(frames: readonly Frame[], channel: Channel): Chunk {
    onWritten(frames.length);
    return toChunk(frames.map((frame) => toText(frame, frames, channel, entry.seq)).join(''));
  }

  function of(channel: Channel): Chunk | undefined {
    const known = ofChannel.get(channel);
    if (known || ofChannel.has(channel)) return known;
    const chunk = write(channel);
    ofChannel.set(channel, chunk);
    return chunk;
  }

  return {
    entry,
    end: wholeRow(entry.seq),
    of,
    after(channel, number) {
      if (entry.isResync) return of(channel);
      const frames = framesFor(channel, entry).filter((frame) => frame.number > number);
      return frames.length === 0 ? undefined : serialise(frames, channel);
    },
    forget() {
      ofChannel = new Map();
      ofWords = new Map();
    },
  };
}

/** Flags in the order of their row, each under one name after the other; a frame's number is the same in all streams. */
function framesFor({ scope, dialect }: Channel, { news }: Entry): Frame[] {
  const frames = news
    .filter((one) => hears(scope, one))
    .flatMap((one) =>
      dialect.spellings.map((spelling) => ({
        number: one.place * 2 + (spelling === 'underscore' ? 1 : 2),
        news: one,
        spelling,
      })),
    );
  return dialect.tellsOnce ? frames.slice(-1) : frames;
}

/** Equal for channels whose streams are told the very same. */
const wordsOf = ({ words }: Channel, frames: readonly Frame[], { news }: Entry): string => {
  const told = new Set(frames.map((frame) => frame.news));
  return words + news.map((one) => (told.has(one) ? '1' : '0')).join('');
};

function toText(frame: Frame, frames: readonly Frame[], channel: Channel, seq: number): string {
  const position = frame === frames.at(-1) ? wholeRow(seq) : { seq, frame: frame.number };
  const change = toChange(frame, channel);
  const { type, key } = change;
  return toEvent({
    ...channel.dialect.change({ type, key, json: JSON.stringify(change) }),
    id: toId(position),
  });
}

function toChange({ news: { kind, flag }, spelling }: Frame, { scope }: Channel): StreamFlagChange {
  return {
    type: flagEventNames[kind][spelling],
    key: flag.key,
    organization_id: scope.organizationId,
    application_id: flag.applicationId,
    environments: seenBy(scope, flag.environments),
    version: flag.version,
    status: flag.status,
  };
}

function seenBy(
  scope: Channel['scope'],
  environments: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  const bound = scope.kind === 'key' ? scope.environment : null;
  if (bound === null) return environments;
  return Object.fromEntries(Object.entries(environments).filter(([name]) => name === bound));
}
