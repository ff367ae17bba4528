/** What the work gives; an error when it takes longer. `isOver` tells the work that nobody waits. */
export function within<T>(
  timeoutMs: number,
  work: (isOver: () => boolean) => Promise<T>,
): Promise<T> {
  let isOver = false;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      isOver = true;
      reject(new TimeoutError(`No answer within ${timeoutMs} ms.`));
    }, timeoutMs);
    work(() => isOver)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
