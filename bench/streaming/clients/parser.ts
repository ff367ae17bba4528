/** What clients look for in what they are sent. */
export interface Read {
  /** Of an answer that begins here. */
  readonly status: number | undefined;
  readonly events: readonly Event[];
  /** Bytes at the end that begin an event. */
  readonly rest: number;
}

interface Event {
  readonly name: string;
  readonly seq: number;
  /** It is a change's last frame, or no change's. */
  readonly isWhole: boolean;
}

const nameField = /^event: (.+)$/m;
const idField = /^id: (\d+)(\.\d+)?$/m;

/**
 * Gives a function that reads what comes from sockets. Thousands of them are sent the same, which is
 * read once: what is measured is the server.
 */
export function createParser(): (bytes: Buffer) => Read {
  let last = Buffer.alloc(0);
  let found: Read = { status: undefined, events: [], rest: 0 };

  return (bytes) => {
    if (bytes.equals(last)) return found;
    last = Buffer.from(bytes);
    found = read(last.toString('latin1'));
    return found;
  };
}

function read(text: string): Read {
  const last = text.lastIndexOf('\n\n');
  const end = last === -1 ? 0 : last + 2;
  return {
    status: text.startsWith('HTTP/1.1 ') ? Number(text.slice(9, 12)) : undefined,
    events: text.slice(0, end).split('\n\n').slice(0, -1).map(toEvent),
    // The end of a chunk may follow.
    rest: text.slice(end).trim() === '' ? 0 : text.length - end,
  };
}

function toEvent(block: string): Event {
  const name = nameField.exec(block)?.[1];
  const [, seq, part] = idField.exec(block) ?? [];
  if (name === undefined || seq === undefined) throw new Error(`No event is ${block}`);
  return { name, seq: Number(seq), isWhole: part === undefined };
}
