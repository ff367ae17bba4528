// Generates the Prisma client from prisma/schema.prisma without the network.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const schema = join(here, '../../prisma/schema.prisma');

const { status } = spawnSync(process.execPath, [prisma, 'generate', '--schema', schema], {
  cwd: here,
  stdio: 'inherit',
  env: {
    ...process.env,
    // `generate` never runs the schema engine, but downloads it unless a binary is named.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: 'true',
    CHECKPOINT_DISABLE: '1',
  },
});
process.exit(status ?? 1);
