import { Agent, request } from 'node:http';

/** What was answered, and after how long. */
export interface Answer {
  status: number;
  /** Whether it says when to try again. */
  saysWhen: boolean;
  body: Record<string, unknown>;
  ms: number;
}

/** Asks the control plane as if from any address. */
export interface Client {
  post(path: string, body: object, address: string): Promise<Answer>;
}

/** By `node:http`, which takes a third of `fetch`'s time of the cores that are measured. */
export function createClient(port: number): Client {
  const agent = new Agent({ keepAlive: true });
  return {
    post: (path, body, address) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now();
        const text = JSON.stringify(body);
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'x-forwarded-for': address,
        };
        const asked = request({ port, path, method: 'POST', headers, agent }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const ms = performance.now() - startedAt;
            const json = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
            const saysWhen = answer.headers['retry-after'] !== undefined;
            resolve({ status: answer.statusCode!, saysWhen, body: json, ms });
          });
        });
        asked.on('error', reject);
        asked.end(text);
      }),
  };
}
