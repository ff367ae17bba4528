import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { routes } from '@halyard/contracts';
import { createOpenApiDocument } from '@halyard/contracts/openapi';
import { expect, onTestFinished, test } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

interface Report {
  totals: { errors: number; warnings: number };
  problems: { ruleId: string; message: string }[];
}

test('a linter finds nothing wrong with the OpenAPI document', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'halyard-openapi-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(createOpenApiDocument(routes, { version: '1.0.0' })));
  const { totals, problems } = await lint(file);
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  expect(totals).toMatchObject({ errors: 0, warnings: 0 });
});

async function lint(file: string): Promise<Report> {
  const command = at('../node_modules/.bin/redocly');
  const args = ['lint', file, '--config', at('redocly.yaml'), '--format', 'json'];
  // It asks for newer versions of itself, and tells its makers of its use, unless told not to.
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await promisify(execFile)(command, args, { env }).catch(
    // With problems it ends with a status of its own; they are in its report all the same.
    (failed: { stdout: string }) => failed,
  );
  return JSON.parse(stdout) as Report;
}
