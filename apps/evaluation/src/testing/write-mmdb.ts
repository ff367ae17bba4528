import { isIPv4 } from 'node:net';

/** Network (CIDR) → record; the later of two that overlap wins. */
export type Networks = Record<string, unknown>;

type Trie = [Slot, Slot];
/** A node, where a record lies in the data, or nothing. */
type Slot = Trie | number | undefined;

const separator = Buffer.alloc(16);
const metadataMarker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const types = { text: 2, double: 3, uint16: 5, uint32: 6, map: 7, uint64: 9, list: 11 };

/** Makes a MaxMind DB file by its specification, version 2.0. */
export function writeMmdb(
  networks: Networks,
  type = 'GeoLite2-City',
  ipVersion: 4 | 6 = 6,
): Buffer {
  const root: Trie = [undefined, undefined];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [network, record] of Object.entries(networks)) {
    insert(root, readBits(network, ipVersion), offset);
    const encoded = encode(record);
    records.push(encoded);
    offset += encoded.length;
  }
  const nodes = listNodes(root);
  const metadata = encodeMap({
    binary_format_major_version: encodeUint(types.uint16, 2),
    binary_format_minor_version: encodeUint(types.uint16, 0),
    build_epoch: encodeUint(types.uint64, Date.UTC(2026, 0, 1) / 1000),
    database_type: encode(type),
    description: encode({ en: 'Made by a test' }),
    ip_version: encodeUint(types.uint16, ipVersion),
    languages: encode(['en']),
    node_count: encodeUint(types.uint32, nodes.length),
    record_size: encodeUint(types.uint16, 32),
  });
  return Buffer.concat([encodeTree(nodes), separator, ...records, metadataMarker, metadata]);
}

function readBits(network: string, ipVersion: 4 | 6): string {
  const [address = '', length] = network.split('/');
  const bits = isIPv4(address)
    ? toBits(address.split('.'), 10, 8)
    : toBits(expand(address), 16, 16);
  const wanted = length === undefined ? bits.length : Number(length);
  const start = isIPv4(address) && ipVersion === 6 ? '0'.repeat(96) : '';
  return start + bits.slice(0, wanted);
}

const toBits = (groups: string[], radix: number, width: number): string =>
  groups.map((group) => Number.parseInt(group, radix).toString(2).padStart(width, '0')).join('');

/** The eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [start = [], end = []] = address
    .split('::')
    .map((side) => (side === '' ? [] : side.split(':')));
  return [...start, ...Array<string>(8 - start.length - end.length).fill('0'), ...end];
}

function insert(root: Trie, bits: string, record: number): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const side = Number(bit);
    const slot = node[side];
    const next: Trie = Array.isArray(slot) ? slot : [slot, slot];
    node[side] = next;
    node = next;
  }
  node[Number(bits.at(-1))] = record;
}

function listNodes(root: Trie): Trie[] {
  const nodes = [root];
  for (const node of nodes) nodes.push(...node.filter((slot) => Array.isArray(slot)));
  return nodes;
}

function encodeTree(nodes: Trie[]): Buffer {
  const numbers = new Map<Slot, number>(nodes.map((node, at) => [node, at]));
  const tree = Buffer.alloc(nodes.length * 8);
  nodes.flat().forEach((slot: Slot, at) => {
    const isRecord = typeof slot === 'number';
    const value = isRecord
      ? nodes.length + separator.length + slot
      : (numbers.get(slot) ?? nodes.length);
    tree.writeUInt32BE(value, at * 4);
  });
  return tree;
}

function encode(value: unknown): Buffer {
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([encodeHead(types.double, 8), bytes]);
  }
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([encodeHead(types.text, bytes.length), bytes]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([encodeHead(types.list, value.length), ...value.map(encode)]);
  }
  const entries = Object.entries(value as object).map(
    ([name, one]) => [name, encode(one)] as const,
  );
  return encodeMap(Object.fromEntries(entries));
}

const encodeMap = (entries: Record<string, Buffer>): Buffer =>
  Buffer.concat([
    encodeHead(types.map, Object.keys(entries).length),
    ...Object.entries(entries).flatMap(([name, value]) => [encode(name), value]),
  ]);

function encodeUint(type: number, value: number): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([encodeHead(type, bytes.length), bytes]);
}

/** A value's type and size; types from 8 on stand in a byte of their own. */
function encodeHead(type: number, size: number): Buffer {
  const extended = type > 7 ? [type - 7] : [];
  const first = (type > 7 ? 0 : type) << 5;
  return size < 29
    ? Buffer.from([first | size, ...extended])
    : Buffer.from([first | 29, ...extended, size - 29]);
}
