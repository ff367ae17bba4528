import type { Installation } from '../../driver/installation.ts';
import type { Place } from './place.ts';

const pages = ['/set-up', '/docs', '/openapi.json', '/.well-known/jwks.json'];
const ofOperations = ['/healthz', '/readyz', '/metrics'];

/** What everybody may open. */
export function readPages({ npm, url }: Installation): Promise<Place[]> {
  const [operations] = /http\S+(?=\/metrics)/.exec(npm.output()) ?? [];
  const addresses = [
    ...pages.map((path) => url + path),
    ...ofOperations.map((path) => operations + path),
  ];
  return Promise.all(addresses.map(read));
}

async function read(address: string): Promise<Place> {
  const answer = await fetch(address);
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
  return { name: address, text: [...headers, await answer.text()].join('\n') };
}
