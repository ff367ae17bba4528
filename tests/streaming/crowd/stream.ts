import { connect } from 'node:net';

import { readAnswer } from './read-answer.ts';

/** One client of very many: a socket, and how far it was told. */
export interface CrowdStream {
  /** Changes that were heard. */
  changes: number;
  lastSeq: number;
  isOpen: boolean;
  /** Answers that it was to come again later. */
  refusals: number;
  /** What was heard again or out of order, and answers that make no sense. */
  problems: string[];
}

export interface CrowdStreamOptions {
  /** Of the nodes; it begins with the first, and turns to the next when one is lost. */
  ports: readonly number[];
  key: string;
}

const host = '127.0.0.1';
/** Listens for ever, and comes back as late as it was told. */
export function openStream({ ports, key }: CrowdStreamOptions): CrowdStream {
  const stream: CrowdStream = {
    changes: 0,
    lastSeq: 0,
    isOpen: false,
    refusals: 0,
    problems: [],
  };
  let retryMs = 500;
  let lastId: string | undefined;
  let turn = 0;

  function onHead(head: string): boolean {
    const status = /^HTTP\/1\.1 (\d+)/.exec(head)?.[1];
    stream.isOpen = status === '200';
    if (stream.isOpen) return true;
    if (status === '503') stream.refusals += 1;
    else stream.problems.push(`answered ${status}`);
    retryMs = Number(/^retry-after: (\d+)/im.exec(head)?.[1] ?? 1) * 1_000;
    return false;
  }

  function onEvent(lines: string): void {
    const id = /^id: (\S+)$/m.exec(lines)?.[1];
    const event = /^event: (\S+)$/m.exec(lines)?.[1];
    if (id === undefined || event === undefined) {
      stream.problems.push('no event of ours');
      return;
    }
    lastId = id;
    retryMs = Number(/^retry: (\d+)$/m.exec(lines)?.[1] ?? retryMs);
    note(stream, event, Number(id));
  }

  function listen(): void {
    const socket = connect(ports[turn % ports.length]!, host);
    const resumed = lastId === undefined ? '' : `last-event-id: ${lastId}\r\n`;
    socket.write(
      `GET /api/flags/stream?events=dotted HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n` +
        `x-sdk-key: ${key}\r\n${resumed}\r\n`,
    );
    readAnswer(socket, { onHead, onEvent });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      stream.isOpen = false;
      turn += 1;
      setTimeout(listen, retryMs);
    });
  }

  listen();
  return stream;
}

/* oxlint-disable no-param-reassign -- a stream is moved on in place */
function note(stream: CrowdStream, event: string, seq: number): void {
  if (event.startsWith('flag')) {
    if (!(seq > stream.lastSeq)) stream.problems.push(`${seq} after ${stream.lastSeq}`);
    stream.changes += 1;
  } else if (event !== 'connected' && event !== 'heartbeat') stream.problems.push(event);
  stream.lastSeq = seq;
}
/* oxlint-enable no-param-reassign */
