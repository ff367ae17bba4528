import { readFileSync } from 'node:fs';

/**
 * @typedef {{ status: string, fullName: string, duration?: number }} TestCase
 * @typedef {{ name: string, status: string, assertionResults: TestCase[] }} TestFile
 * @typedef {{ testResults: TestFile[] }} Report
 */

/**
 * The runner's report; nothing when it wrote none.
 *
 * @param {string} file
 * @returns {Report | undefined}
 */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * `N passed, N failed[, N skipped]`. A file that failed outside of its tests counts as one failure.
 *
 * @param {Report} report
 */
export function summarise({ testResults }) {
  const count = (/** @type {(status: string) => boolean} */ matches) =>
    testResults.flatMap((file) => file.assertionResults).filter((test) => matches(test.status))
      .length;
  const brokenFiles = testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const passed = count((status) => status === 'passed');
  const failed = count((status) => status === 'failed') + brokenFiles.length;
  const skipped = count((status) => status !== 'passed' && status !== 'failed');
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {Report} report
 * @param {number} most
 */
export function slowestTests({ testResults }, most) {
  return testResults
    .flatMap((file) => file.assertionResults)
    .map(({ fullName, duration = 0 }) => ({ fullName, duration }))
    .toSorted((one, other) => other.duration - one.duration)
    .slice(0, most)
    .map(({ fullName, duration }) => `${(duration / 1_000).toFixed(1).padStart(8)} s  ${fullName}`);
}
