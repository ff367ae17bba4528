import { randomBytes, randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, test } from 'vitest';

import type { Bases } from '../bases.ts';

interface TwoBases {
  nodes: readonly [Bases, Bases];
  close(): Promise<void>;
}

export function describeBases(createTwoBases: () => Promise<TwoBases>): void {
  describe('bases', () => {
    let first: Bases;
    let second: Bases;
    let id: string;

    beforeEach(async () => {
      id = randomUUID();
      const { nodes, close } = await createTwoBases();
      [first, second] = nodes;
      return close;
    });

    const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

    const readText = async (): Promise<string | undefined> => {
      const base = await second.read(id);
      return base && new TextDecoder().decode(base.bytes);
    };

    test('are read by other nodes, byte by byte, be they large', async () => {
      const bytes = randomBytes(8 * 1024 * 1024);
      await first.put(id, 7, bytes);
      const base = await second.read(id);
      expect(base?.seq).toBe(7);
      expect(bytes.equals(base!.bytes)).toBe(true);
    });

    test('are replaced by newer ones, never by older ones or by some as new', async () => {
      await first.put(id, 9, bytesOf('nine'));
      await second.put(id, 8, bytesOf('eight'));
      await second.put(id, 9, bytesOf('nine, too'));
      expect(await readText()).toBe('nine');
      await first.put(id, 10, bytesOf('ten'));
      expect(await readText()).toBe('ten');
    });

    test('that are put at once leave the newest', async () => {
      const seqs = Array.from({ length: 16 }, (_, n) => n + 1);
      await Promise.all(seqs.map((seq) => first.put(id, seq, bytesOf(`${seq}`))));
      expect(await readText()).toBe('16');
    });

    test('are listed with how new they are, until they are removed', async () => {
      const other = randomUUID();
      expect(await second.list()).toEqual(new Map());
      await first.put(id, 1, bytesOf('one'));
      await first.put(other, 2 ** 53 - 1, bytesOf('other'));
      expect(await second.list()).toEqual(
        new Map([
          [id, 1],
          [other, 2 ** 53 - 1],
        ]),
      );
      await second.remove(id);
      expect(await first.list()).toEqual(new Map([[other, 2 ** 53 - 1]]));
      expect(await first.read(id)).toBe(undefined);
      await first.remove(id);
    });

    test('that were removed can be put anew, be they older', async () => {
      await first.put(id, 5, bytesOf('five'));
      await first.remove(id);
      await first.put(id, 4, bytesOf('four'));
      expect(await readText()).toBe('four');
    });

    test('say when all of them were as new as their logs', async () => {
      expect(await second.readConfirmed()).toBe(undefined);
      await first.confirm(1_700_000_000_123);
      expect(await second.readConfirmed()).toBe(1_700_000_000_123);
    });
  });
}
