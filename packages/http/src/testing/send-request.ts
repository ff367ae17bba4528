import { request, type IncomingHttpHeaders } from 'node:http';
import { text as readText } from 'node:stream/consumers';

/** A request as it travels: headers as they are spelled, the body byte by byte. */
export interface Sent {
  /** `POST` where it is left out. */
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** Of an answer that has a body: its JSON. */
  json: ReturnType<typeof JSON.parse>;
}

/** Sends a request over a connection of its own. */
export const sendRequest = (
  url: string,
  { method = 'POST', path, headers, body }: Sent,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const req = request(`${url}${path}`, { method, headers, agent: false }, (res) => {
      readText(res).then((text) => {
        const { statusCode: status = 0, headers } = res;
        resolve({ status, headers, text, json: text === '' ? undefined : JSON.parse(text) });
      }, reject);
    });
    req.on('error', reject);
    req.end(body);
  });
