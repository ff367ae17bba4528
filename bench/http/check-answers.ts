import type { HttpRequest } from './requests.ts';
import { createList, send } from './requests.ts';

/** Asks everything once: every key's request must be decided by the flag's last rule. */
export async function checkEvaluations(
  port: number,
  requests: readonly HttpRequest[],
): Promise<void> {
  for (const request of requests) {
    const answer = await send(port, request);
    const text = await answer.text();
    if (answer.status !== 200 || !/"variation":"(?:control|compact)"/.test(text)) {
      throw new Error(`Not what the last rule serves: ${answer.status} ${text}`);
    }
  }
}

/** A key's list with the ETag of its first answer, for which there is nothing new from then on. */
export async function createConditionalList(port: number, key: string): Promise<HttpRequest> {
  const first = await send(port, createList(key));
  await first.arrayBuffer();
  const etag = first.headers.get('etag');
  if (first.status !== 200 || etag === null) {
    throw new Error(`GET /api/sdk/flags answered ${first.status}, ETag ${etag}`);
  }
  const request = createList(key, etag);
  const { status } = await send(port, request);
  if (status !== 304) throw new Error(`GET /api/sdk/flags with its ETag answered ${status}`);
  return request;
}
