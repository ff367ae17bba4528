import { connect, type Socket } from 'node:net';

/** A connection without any library, for what no library does. */
export interface RawConnection {
  socket: Socket;
  /** All that has come so far, byte by byte as Latin-1. */
  text(): string;
  isClosed(): boolean;
}

/** Sends a request line and headers, each a line. */
export function connectRaw(port: number, lines: readonly string[]): RawConnection {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let isClosed = false;
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined).once('close', () => (isClosed = true));
  socket.write([...lines, '', ''].join('\r\n'));
  return { socket, text: () => text, isClosed: () => isClosed };
}
