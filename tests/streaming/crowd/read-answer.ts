import type { Socket } from 'node:net';

/** What is made of an answer as it comes: its head once, then each event's lines. */
export interface AnswerReader {
  /** Whether events follow. */
  onHead(head: string): boolean;
  onEvent(lines: string): void;
}

const endOfHead = '\r\n\r\n';

/** Reads a stream off its socket; what lies between its chunks is no line of an event's. */
export function readAnswer(socket: Socket, { onHead, onEvent }: AnswerReader): void {
  let rest = '';
  let hasHead = false;
  let hasEvents = false;
  socket.setEncoding('utf8').on('data', (text) => {
    rest += text;
    const end = hasHead ? -1 : rest.indexOf(endOfHead);
    if (end !== -1) {
      hasHead = true;
      hasEvents = onHead(rest.slice(0, end));
      rest = rest.slice(end + endOfHead.length);
    }
    if (!hasEvents) return;
    const events = rest.split('\n\n');
    rest = events.pop()!;
    events.forEach(onEvent);
  });
}
