import { openStream } from './stream.ts';

export interface CrowdInput {
  ports: readonly number[];
  keys: readonly string[];
  streams: number;
}

/** How a crowd is doing. */
export interface CrowdState {
  open: number;
  /** How many have heard everything up to the number that was asked for. */
  current: number;
  /** How many changes those heard that heard fewest and most. */
  fewest: number;
  most: number;
  refusals: number;
  problems: string[];
}

/** Holds its streams, and says how they are doing whenever it is asked with a number of the log. */
function main(): void {
  const { ports, keys, streams } = JSON.parse(process.argv[2]!) as CrowdInput;
  const all = Array.from({ length: streams }, (_, index) =>
    openStream({
      // Half of them on each node.
      ports: index % 2 === 0 ? ports : ports.toReversed(),
      key: keys[index % keys.length]!,
    }),
  );
  process.on('message', (seq: number) => {
    const changes = all.map((stream) => stream.changes).toSorted((one, other) => one - other);
    const state: CrowdState = {
      open: all.filter(({ isOpen }) => isOpen).length,
      current: all.filter(({ isOpen, lastSeq }) => isOpen && lastSeq >= seq).length,
      fewest: changes[0]!,
      most: changes.at(-1)!,
      refusals: all.reduce((sum, { refusals }) => sum + refusals, 0),
      problems: all.flatMap(({ problems }) => problems).slice(0, 10),
    };
    process.send!(state);
  });
  process.send!('ready');
}

process.once('disconnect', () => process.exit());
main();
