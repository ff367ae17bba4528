import type { TestProject } from 'vitest/node';

import { findChromium } from './programs/find-chromium.ts';
import './provided-context.ts';

/** Has a browser ready for the tests that need one; they fail where there can be none. */
export default function setup(project: TestProject): void {
  project.provide(
    'chromium',
    findChromium((message) => process.stdout.write(`${message}\n`)),
  );
}
