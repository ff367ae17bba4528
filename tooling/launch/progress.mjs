// One line a step, with the time since the start; a step that takes long says that it goes on.

const stillRunningMs = 10_000;

/** @typedef {{ say: (message: string) => void, step: <T>(doing: string, done: string, work: () => Promise<T>) => Promise<T> }} Progress */

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/**
 * @param {(line: string) => void} print
 * @returns {Progress}
 */
export function createProgress(print = console.log) {
  const startedAt = performance.now();
  const say = (/** @type {string} */ message) =>
    print(`${seconds(startedAt).padStart(8)}  ${message}`);
  return {
    say,
    async step(doing, done, work) {
      say(`${doing} …`);
      const stepStartedAt = performance.now();
      const timer = setInterval(() => say(`${doing} … still at it`), stillRunningMs);
      try {
        const result = await work();
        say(`${done} in ${seconds(stepStartedAt)}`);
        return result;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
