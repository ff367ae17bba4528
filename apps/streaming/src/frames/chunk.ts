/** A piece of a stream's body, ready for sockets. */
export interface Chunk {
  /** As HTTP/1.1 sends a body whose length is not known: in a chunk of its own (RFC 9112, 7.1). */
  readonly chunked: Buffer;
  /** As HTTP/1.0 does. */
  readonly plain: Buffer;
}

export function toChunk(text: string): Chunk {
  const length = Buffer.byteLength(text);
  const head = `${length.toString(16)}\r\n`;
  const chunked = Buffer.from(`${head}${text}\r\n`);
  return { chunked, plain: chunked.subarray(head.length, head.length + length) };
}
