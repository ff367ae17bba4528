// `npm start`: everything from a bare checkout to a running installation. Nothing is installed
// when this file is read, so that it and what it imports need Node alone.
import { fileURLToPath } from 'node:url';

import { exitWith } from './exit-with.mjs';
import { prepareStandalone } from './prepare.mjs';
import { createProgress } from './progress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

try {
  const progress = createProgress();
  const standalone = await prepareStandalone(root, progress);
  await standalone.run({ root, onProgress: progress.say });
} catch (error) {
  exitWith(error);
}
