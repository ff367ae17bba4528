/** An address as eight groups of 16 bits; IPv4 as the last two of `::ffff:0:0/96`. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly groups: readonly number[];
}

export interface Network {
  readonly address: IpAddress;
  /** How many leading bits count, of 128. */
  readonly bits: number;
}

const v4Part = /^(?:0|[1-9]\d{0,2})$/;
const v6Part = /^[0-9A-Fa-f]{1,4}$/;
const mappedPrefix = [0, 0, 0, 0, 0, 0xffff];
const groupCount = 8;

/** Reads an address; `undefined` when it is none. An IPv4 address written as IPv6 is IPv4. */
export function parseIp(text: string): IpAddress | undefined {
  const v4 = parseV4(text);
  if (v4) return { family: 4, groups: [...mappedPrefix, ...v4] };
  const groups = parseV6(text);
  if (!groups) return undefined;
  const isMapped = mappedPrefix.every((group, index) => group === groups[index]);
  return { family: isMapped ? 4 : 6, groups };
}

/** Reads `address/bits`, or an address alone; `undefined` when it is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [before, after, ...rest] = text.split('/');
  const address = parseIp(before ?? '');
  if (!address || rest.length > 0) return undefined;
  const isWrittenAsV4 = !before!.includes(':');
  const most = isWrittenAsV4 ? 32 : 128;
  if (after === undefined) return { address, bits: 128 };
  if (!v4Part.test(after) || Number(after) > most) return undefined;
  return { address, bits: Number(after) + (isWrittenAsV4 ? 96 : 0) };
}

export function contains(network: Network, address: IpAddress): boolean {
  if (network.address.family !== address.family) return false;
  return network.address.groups.every((group, index) => {
    const bits = Math.min(16, Math.max(0, network.bits - index * 16));
    return (group ^ address.groups[index]!) >>> (16 - bits) === 0;
  });
}

function parseV4(text: string): [number, number] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => v4Part.test(part) && Number(part) < 256)) {
    return undefined;
  }
  const [a, b, c, d] = parts.map(Number) as [number, number, number, number];
  return [a * 256 + b, c * 256 + d];
}

function parseV6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (!head) return undefined;
  if (halves.length === 1) return head.length === groupCount ? head : undefined;
  const missing = tail ? groupCount - head.length - tail.length : 0;
  return tail && missing > 0 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Groups between colons; the last may be an IPv4 address in dots. */
function parseGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const v4 = isLast ? parseV4(parts.at(-1)!) : undefined;
  const plain = v4 ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => v6Part.test(part))) return undefined;
  return [...plain.map((part) => Number.parseInt(part, 16)), ...(v4 ?? [])];
}
