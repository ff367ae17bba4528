import type { Checkout } from '../driver/checkout/checkout.ts';
import { findLeaks, type Place } from './places/place.ts';
import { asPlaces, readFiles } from './places/read-files.ts';
import { readCommandLines, readEnvironments } from './places/read-processes.ts';
import { readTables } from './places/read-tables.ts';
import type { SecretBook } from './secret-book.ts';

export interface Scanned {
  checkout: Checkout;
  databaseUrl: string;
  book: SecretBook;
  /** What the installation's own files keep, by file. */
  ofFiles: ReadonlyMap<string, readonly string[]>;
  /** Tokens that stand in the log on purpose: nothing sends mails. */
  mailedTokens: readonly string[];
}

const handedOn = '"msg":"mail is not configured; send this link to ';

/** Every secret that shows on the disk, in the tables or in the listing of processes. */
export async function scanInstallation({
  checkout,
  databaseUrl,
  book,
  ofFiles,
  mailedTokens,
}: Scanned): Promise<string[]> {
  const meantIn = (file: string, line: string) =>
    file === 'logs/serve.log' && line.includes(handedOn) ? mailedTokens : (ofFiles.get(file) ?? []);
  const places: Place[] = [
    ...asPlaces(await readFiles(checkout), meantIn),
    ...(await readTables(databaseUrl)),
    ...readCommandLines(),
    ...readEnvironments(checkout, ofFiles.get('postgres.password') ?? []),
  ];
  return findLeaks(book, places);
}

/** Files that hold a secret, on purpose or not, and that others than their owner may open. */
export async function findOpenSecrets({ checkout, book }: Scanned): Promise<string[]> {
  const files = await readFiles(checkout);
  return files
    .filter(({ name, text }) => name.startsWith('replica/') || book.findIn(text).length > 0)
    .filter(({ mode }) => mode !== '600')
    .map(({ name, mode }) => `${name} has mode ${mode}`);
}
