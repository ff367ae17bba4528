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

export const createClient = (port: number): Client => ({
  async post(path, body, address) {
    const startedAt = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(body),
    });
    const json = (await answer.json()) as Record<string, unknown>;
    const ms = performance.now() - startedAt;
    return { status: answer.status, saysWhen: answer.headers.has('retry-after'), body: json, ms };
  },
});
