/**
 * How far a stream has told an organization's log: all rows before `seq`, and of that row the frames
 * up to `frame`; `Infinity` is the whole row.
 */
export interface Position {
  readonly seq: number;
  readonly frame: number;
}

export const wholeRow = (seq: number): Position => ({ seq, frame: Infinity });

/** A position as an event's id: `<seq>`, or `<seq>.<frame>` in the midst of a row. */
export const toId = ({ seq, frame }: Position): string =>
  frame === Infinity ? `${seq}` : `${seq}.${frame}`;

const id = /^(\d{1,15})(?:\.(\d{1,6}))?$/;

/** The position that an id stands for; `undefined` for what no stream of ours has sent. */
export function parseId(text: string): Position | undefined {
  const found = id.exec(text);
  if (!found) return undefined;
  const [, seq, frame] = found;
  return { seq: Number(seq), frame: frame === undefined ? Infinity : Number(frame) };
}
