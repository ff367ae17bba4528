import { median } from './statistics.ts';
import { time } from './time.ts';

const most = 0.1;
const turns = 2_000_000;

export interface Probe {
  /** Spins once, and notes how long it took. */
  spin(): void;
  /** Begins the next part of the run. */
  next(): void;
  /** How far the medians of the parts lie apart. */
  drift(): number;
  isNoisy(): boolean;
}

/** Does the same work again and again: where that takes longer, others use the machine. */
export function createProbe(): Probe {
  const parts: number[][] = [[]];
  let state = 1;
  const work = () => {
    for (let turn = 0; turn < turns; turn++) state = (Math.imul(state, 1_664_525) + 1) | 0;
  };
  const drift = () => {
    const medians = parts.map((part) => median(part));
    return Math.max(...medians) / Math.min(...medians) - 1;
  };
  return {
    spin: () => parts.at(-1)!.push(time(work)),
    next: () => parts.push([]),
    drift,
    isNoisy: () => drift() > most,
  };
}
