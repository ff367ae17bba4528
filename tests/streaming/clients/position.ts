/** An event's place in the log; the last event of a row has `frame` Infinity. */
export interface Position {
  seq: number;
  frame: number;
}

export function readPosition(id: string): Position {
  const [, seq, frame] = /^(\d+)(?:\.(\d+))?$/.exec(id) ?? [];
  if (seq === undefined) throw new Error(`No id of ours: ${id}`);
  return { seq: Number(seq), frame: frame === undefined ? Infinity : Number(frame) };
}

export const isBefore = (one: Position, other: Position): boolean =>
  one.seq < other.seq || (one.seq === other.seq && one.frame < other.frame);
