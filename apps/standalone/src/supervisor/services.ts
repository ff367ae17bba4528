import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openLogFile } from './installation.ts';
import { environmentOf, type ProcessSettings } from './process-environment.ts';
import { createSupervisedProcess, type SupervisedProcess } from './supervised-process.ts';

/** The bundle's folder: the two processes' scripts lie beside the supervisor. */
const here = dirname(fileURLToPath(import.meta.url));

export interface ServicesOptions extends ProcessSettings {
  onProgress: (message: string) => void;
}

type ServiceName = 'serve' | 'work';

/** The two processes of the small size, not started yet. */
export async function createServices(
  options: ServicesOptions,
): Promise<Record<ServiceName, SupervisedProcess>> {
  return {
    serve: await createService('serve', options),
    work: await createService('work', options),
  };
}

async function createService(
  name: ServiceName,
  { onProgress, ...settings }: ServicesOptions,
): Promise<SupervisedProcess> {
  const logFile = await openLogFile(settings.installation, name);
  return createSupervisedProcess({
    name,
    script: join(here, `${name}.js`),
    logFile,
    environment: (last) => environmentOf(name, settings, last),
    onRestart: (how) => onProgress(`${name} ended (${how}) and is started again; see ${logFile}`),
  });
}

/** One more worker, not started yet, whose log goes to the terminal. */
export const createWorker = ({ onProgress, ...settings }: ServicesOptions): SupervisedProcess =>
  createSupervisedProcess({
    name: 'The worker',
    script: join(here, 'work.js'),
    environment: (last) => environmentOf('another worker', settings, last),
    onRestart: (how) => onProgress(`The worker ended (${how}) and is started again`),
  });
