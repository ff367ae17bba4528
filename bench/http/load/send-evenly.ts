import { openConnection, type Connection } from './connection.ts';

export interface EvenPace {
  port: number;
  perSecond: number;
  total: number;
  /** Makes the request that is sent as the how manieth. */
  next: (index: number) => Buffer;
  /** Is told of each answer: all of it, one character a byte. */
  onAnswer: (answer: string) => void;
  rest: Rest;
}

/**
 * What a generator does while nothing is due. One that turns is punctual, and rests only while that is
 * more than a timer may be late; one that dozes is late by a tenth of a millisecond or two, and one that sleeps
 * by one or two whole ones, but they leave others most of a core.
 */
export type Rest = 'turn' | 'doze' | 'sleep';

/** Milliseconds of each request. */
export interface Samples {
  /** From when it was due until all of its answer was there. */
  latencies: Float64Array;
  /** How late the generator itself was. */
  late: Float64Array;
}

/** One connection, and what it was last used for. */
interface Lane {
  connection: Connection;
  /** When it had nothing to do any more. */
  idleSinceMs: number;
  /** What it sends: the how manieth request, and when it was due. */
  request: number;
  dueAtMs: number;
}

const connectionsCount = 64;

const napMs = 1;
/** A nap takes no longer, however late its timer is. */
const longestNapMs = 1.5;
const dozeMs = 0.1;

/** Sends requests when they are due, whatever the answers do, over 64 connections. */
export async function sendEvenly(pace: EvenPace): Promise<Samples> {
  const { port, perSecond, total, next, onAnswer } = pace;
  const latencies = new Float64Array(total);
  const late = new Float64Array(total);
  const idle: Lane[] = [];
  let sent = 0;
  let answered = 0;

  async function open(): Promise<void> {
    const connection = await openConnection(port, (answer) => {
      lane.idleSinceMs = performance.now();
      latencies[lane.request] = lane.idleSinceMs - lane.dueAtMs;
      answered++;
      onAnswer(answer);
      idle.push(lane);
    });
    const lane: Lane = { connection, idleSinceMs: 0, request: 0, dueAtMs: 0 };
    idle.push(lane);
  }

  await Promise.all(Array.from({ length: connectionsCount }, open));
  const startedAtMs = performance.now();
  const dueAt = (request: number): number => startedAtMs + (request * 1_000) / perSecond;

  function sendDue(): void {
    while (sent < total && idle.length > 0) {
      const nowMs = performance.now();
      const dueAtMs = dueAt(sent);
      if (dueAtMs > nowMs) return;
      const lane = idle.shift()!;
      // That no connection was free is the server's doing.
      late[sent] = nowMs - Math.max(dueAtMs, lane.idleSinceMs);
      lane.request = sent;
      lane.dueAtMs = dueAtMs;
      lane.connection.send(next(sent));
      sent++;
    }
  }

  const turnLater = createTurnLater(pace.rest);
  await new Promise<void>((resolve) => {
    (function turn(): void {
      sendDue();
      if (answered === total) resolve();
      else turnLater(turn, dueAt(sent) - performance.now());
    })();
  });
  for (const { connection } of idle) connection.close();
  return { latencies, late };
}

/** Gives what has the next turn come, when nothing is due for so many milliseconds. */
function createTurnLater(rest: Rest): (turn: () => void, freeMs: number) => void {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  return (turn, freeMs) => {
    if (rest === 'sleep' || (rest === 'turn' && freeMs > longestNapMs)) setTimeout(turn, napMs);
    else {
      // No timer is as short as this.
      if (rest === 'doze') Atomics.wait(nothing, 0, 0, dozeMs);
      setImmediate(turn);
    }
  };
}
