import { bundle } from '../../driver/bundle.ts';
import { freePort } from '../../driver/free-port.ts';
import { createRestartable, type Restartable } from '../../driver/restartable.ts';
import { startProcess } from '../../driver/start-process.ts';
import type { NodeProcessInput } from './node-process.ts';

/** A streaming node in a process of its own, which comes back on its port. */
export interface NodeProcess extends Restartable {
  port: number;
}

/** So many nodes; `inputOf` says what each is given. */
export async function startNodes(
  count: number,
  inputOf: (node: number) => Omit<NodeProcessInput, 'port'>,
): Promise<NodeProcess[]> {
  const file = await bundle(new URL('node-process.ts', import.meta.url));
  return Promise.all(
    Array.from({ length: count }, async (_, node) => {
      const port = await freePort();
      const input: NodeProcessInput = { ...inputOf(node), port };
      const process = await createRestartable(async () => (await startProcess(file, input)).kill);
      return Object.assign(process, { port });
    }),
  );
}
