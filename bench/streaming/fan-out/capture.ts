import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { requestOf } from '../clients/listener.ts';
import type { Place, Writer } from '../writer.ts';

/** The bytes of a stream on the wire, one character each. */
export interface Capture {
  /** Up to where the stream is connected, the answer's head included. */
  greeting: string;
  change: string;
  /** The number of that change. */
  changeSeq: number;
}

const pollMs = 5;

/** Listens to a stream until one change has come. */
export async function captureStream(port: number, place: Place, writer: Writer): Promise<Capture> {
  let text = '';
  const socket = connect({ host: '127.0.0.1', port });
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  socket.write(requestOf({ key: place.keys[0]! }));
  const until = async (frame: string): Promise<void> => {
    const isThere = () => text.includes(`event: ${frame}\n`) && text.endsWith('\n\n\r\n');
    while (!isThere()) await wait(pollMs);
  };
  await until('connected');
  const greeting = text;
  const { seq: changeSeq } = await writer.toggle(place);
  await until('flag.updated');
  socket.destroy();
  return { greeting, change: text.slice(greeting.length), changeSeq };
}
