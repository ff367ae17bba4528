import { ask } from './client.ts';
import { wordOf, wordsCount } from './seed.ts';

const limit = 50;
export const pagesCount = 200;
const warmUps = 20;

/** Who asks, and where. */
export interface Member {
  port: number;
  token: string;
}

/** Milliseconds of each page, walked through by cursor to the end, again and again. */
export async function measurePages(
  member: Member,
  searches: readonly (string | undefined)[],
): Promise<number[]> {
  const pages = readPages(member, searches);
  for (let page = 0; page < warmUps; page++) await pages.next();
  const durations: number[] = [];
  while (durations.length < pagesCount) durations.push((await pages.next()).value!);
  return durations;
}

/** Nothing is searched for: one walk through all flags is all pages. */
export const withoutSearch = [undefined];
/** Each word is in as many flags. */
export const withSearch = Array.from({ length: wordsCount }, (_, index) => wordOf(index));

/** Gives how long each page took; never ends. */
async function* readPages({ port, token }: Member, searches: readonly (string | undefined)[]) {
  const headers = { authorization: `Bearer ${token}` };
  for (let walk = 0; ; walk++) {
    const search = searches[walk % searches.length];
    let cursor: unknown;
    do {
      const query = new URLSearchParams({
        limit: String(limit),
        ...(search !== undefined && { search }),
        ...(typeof cursor === 'string' && { cursor }),
      });
      const startedAt = performance.now();
      const { body } = await ask(port, `/api/flags?${query.toString()}`, { headers });
      yield performance.now() - startedAt;
      const { length } = body['flags'] as unknown[];
      if (length !== limit) throw new Error(`A page has ${length} flags`);
      cursor = body['next_cursor'];
    } while (cursor !== undefined);
  }
}

/** Reads so many first pages, one after the other. */
export async function readFirstPages(
  { port, token }: Member,
  { times, search }: { times: number; search: string | undefined },
): Promise<void> {
  const query = new URLSearchParams({ limit: String(limit), ...(search && { search }) });
  const headers = { authorization: `Bearer ${token}` };
  for (let page = 0; page < times; page++) {
    await ask(port, `/api/flags?${query.toString()}`, { headers });
  }
}
