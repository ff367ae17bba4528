import type { AppError } from '@halyard/contracts';
import { tryAgain } from '@halyard/http';

export interface PlacesOptions {
  /** Most streams of this node, with those that wait to be opened. */
  mostStreams: number;
  /** Most of them for one key or member. */
  mostPerHolder: number;
}

/** How many streams there are and may be. */
export interface Places {
  /** Takes a place, or throws `unavailable`; the function gives it back, however often it is called. */
  take(holder: string): () => void;
  taken(): number;
}

export function createPlaces({ mostStreams, mostPerHolder }: PlacesOptions): Places {
  const ofHolder = new Map<string, number>();
  let taken = 0;

  function giveBack(holder: string): void {
    taken -= 1;
    const left = (ofHolder.get(holder) ?? 0) - 1;
    if (left > 0) ofHolder.set(holder, left);
    else ofHolder.delete(holder);
  }

  return {
    take(holder) {
      const own = ofHolder.get(holder) ?? 0;
      if (taken >= mostStreams) throw full('This node has as many streams as it may.');
      if (own >= mostPerHolder)
        throw full('There are as many streams for this key as there may be.');
      taken += 1;
      ofHolder.set(holder, own + 1);
      let isTaken = true;
      return () => {
        if (isTaken) giveBack(holder);
        isTaken = false;
      };
    },
    taken: () => taken,
  };
}

const full = (message: string): AppError => tryAgain(`${message} Try again.`, 10);
