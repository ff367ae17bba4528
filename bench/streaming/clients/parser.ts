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

const event = /event: (.+)\n(?:retry: \d+\n)?id: (\d+)(\.\d+)?\n/g;

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
    events: Array.from(text.slice(0, end).matchAll(event), ([, name, seq, part]) => ({
      name: name!,
      seq: Number(seq),
      isWhole: part === undefined,
    })),
    // The end of a chunk may follow.
    rest: text.slice(end).trim() === '' ? 0 : text.length - end,
  };
}
