import { request, type IncomingMessage } from 'node:http';

/** An event as the stream wrote it. */
export interface Heard {
  event: string | undefined;
  data: string | undefined;
  id: string | undefined;
  retryMs: number | undefined;
}

export interface Listening {
  status: number;
  headers: IncomingMessage['headers'];
  /** All events so far. */
  heard: Heard[];
  /** The body as it came, of an answer that is no stream too. */
  text(): string;
  /** How the response ended: by its end, or by its connection; `undefined` while it goes on. */
  ending(): 'end' | 'cut' | undefined;
  close(): void;
}

export interface ListenOptions {
  key?: string;
  path?: string;
  headers?: Record<string, string>;
}

/** Listens to a stream byte by byte, as no client library would. */
export const listenTo = (
  url: string,
  { key, path = '/api/flags/stream', headers = {} }: ListenOptions = {},
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const sent = { ...(key !== undefined && { 'x-sdk-key': key }), ...headers };
    const req = request(new URL(path, url), { headers: sent, agent: false }, (res) => {
      const heard: Heard[] = [];
      let text = '';
      let rest = '';
      let ending: 'end' | 'cut' | undefined;
      res.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const blocks = (rest + part).split('\n\n');
        rest = blocks.pop()!;
        heard.push(...blocks.map(toHeard));
      });
      res.on('end', () => (ending = 'end'));
      res.on('error', () => (ending ??= 'cut'));
      res.on('close', () => (ending ??= 'cut'));
      const { statusCode: status = 0 } = res;
      resolve({
        status,
        headers: res.headers,
        heard,
        text: () => text,
        ending: () => ending,
        close: () => req.destroy(),
      });
    });
    req.once('error', reject).end();
  });

function toHeard(block: string): Heard {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const retry = field('retry');
  return {
    event: field('event'),
    data: field('data'),
    id: field('id'),
    retryMs: retry === undefined ? undefined : Number(retry),
  };
}
