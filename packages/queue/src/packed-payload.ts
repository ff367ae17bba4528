import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRawSync } from 'node:zlib';

/** What a job holds: a payload as it is, or packed where it is long. */
export type JobData = unknown;

/** A payload's JSON, deflated (RFC 1951), in Base64. */
interface Packed {
  readonly packed: string;
}

const deflate = promisify(deflateRaw);

/** Characters of JSON from which packing takes less than storing takes longer. */
const packedFrom = 4_096;

/**
 * Packs a long payload. PostgreSQL would take it apart and compress it itself, ten times slower and
 * on cores that may be the evaluation's; here it is done beside the event loop.
 */
export async function pack(payload: object): Promise<JobData> {
  const json = JSON.stringify(payload);
  if (json.length < packedFrom) return payload;
  const bytes = await deflate(json, { level: constants.Z_BEST_SPEED });
  return { packed: bytes.toString('base64') } satisfies Packed;
}

/**
 * Gives what was packed; what was not, as it is. Throws at what {@link pack} cannot have made. Done at
 * once: hundreds of jobs that are unpacked beside the event loop leave memory in fragments, and whoever
 * consumes jobs keeps nobody waiting.
 */
export function unpack(data: JobData): unknown {
  if (!isPacked(data)) return data;
  const json = inflateRawSync(Buffer.from(data.packed, 'base64'));
  return JSON.parse(json.toString('utf8'));
}

const isPacked = (data: JobData): data is Packed =>
  typeof data === 'object' && data !== null && 'packed' in data && typeof data.packed === 'string';
