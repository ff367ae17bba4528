import type { Installation } from '../driver/installation.ts';
import type { SecretBook } from './secret-book.ts';

/** Tries every secret there is on the operators' queues; gives those that open them, and how. */
export async function findOpening(
  { npm }: Pick<Installation, 'npm'>,
  book: SecretBook,
): Promise<string[]> {
  const [queues = ''] = /http\S+\/queues(?=\s)/.exec(npm.output()) ?? [];
  const tries = book.secrets().flatMap((secret) => [
    { how: 'Bearer', secret, authorization: `Bearer ${secret}` },
    { how: 'Basic', secret, authorization: `Basic ${encode(`operator:${secret}`)}` },
  ]);
  const opening: string[] = [];
  for (const { how, secret, authorization } of tries) {
    const headers = { authorization: authorization.replaceAll(/[^ -~]/g, '?') };
    const answers = await Promise.all(
      [queues, `${queues}/api/queues`].map((address) => fetch(address, { headers })),
    );
    const statuses = answers.map(({ status }) => status);
    if (statuses.every((status) => status === 401)) continue;
    opening.push(`${book.nameOf(secret)} by ${how}: ${statuses.join()}`);
  }
  return opening;
}

const encode = (text: string): string => Buffer.from(text).toString('base64');
