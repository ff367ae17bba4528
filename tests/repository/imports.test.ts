import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Who may depend on whom at run time; apps may depend on every package, standalone on the apps. */
const packages: Record<string, readonly string[]> = {
  core: [],
  auth: ['contracts'],
  contracts: ['core'],
  coordination: ['contracts'],
  database: ['contracts'],
  domain: ['core', 'contracts', 'database', 'auth', 'sketches'],
  http: ['contracts', 'auth'],
  limits: ['contracts', 'coordination'],
  mail: ['http'],
  queue: ['contracts'],
  replica: ['core', 'contracts', 'database', 'coordination'],
  sketches: [],
};

/** Libraries that one package alone may talk to. */
const owners: Record<string, string> = {
  '@prisma/client': 'database',
  '@prisma/adapter-pg': 'database',
  bullmq: 'queue',
  ioredis: 'coordination',
  nodemailer: 'mail',
};

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

const namesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

const dependenciesOf = (folder: string): string[] =>
  Object.keys(readManifest(folder).dependencies ?? {});

const ours = (dependencies: string[]): string[] =>
  dependencies.filter((name) => name.startsWith('@halyard/')).map((name) => name.slice(9));

test('every package is in the table of who may import whom', () => {
  expect(namesIn('packages').toSorted()).toEqual(Object.keys(packages).toSorted());
});

test.each(Object.entries(packages))('packages/%s depends on %j at most', (name, allowed) => {
  const forbidden = ours(dependenciesOf(`packages/${name}`)).filter(
    (one) => !allowed.includes(one),
  );
  expect(forbidden).toEqual([]);
});

describe.each(namesIn('apps').filter((name) => name !== 'standalone'))('apps/%s', (name) => {
  test('depends on packages, never on another app', () => {
    const others = ours(dependenciesOf(`apps/${name}`)).filter((one) => !(one in packages));
    expect(others).toEqual([]);
  });
});

test('no package depends on itself by way of others, not even in tests', () => {
  const folders = ['packages', 'apps', 'tooling'].flatMap((parent) =>
    namesIn(parent).map((name) => `${parent}/${name}`),
  );
  const used = new Map(
    folders
      .map(readManifest)
      .map(({ name, dependencies, devDependencies }) => [
        name,
        Object.keys({ ...dependencies, ...devDependencies }),
      ]),
  );
  const reachedFrom = (name: string, reached = new Set<string>()): Set<string> => {
    for (const next of used.get(name) ?? []) {
      if (!reached.has(next)) reachedFrom(next, reached.add(next));
    }
    return reached;
  };
  expect([...used.keys()].filter((name) => reachedFrom(name).has(name))).toEqual([]);
});

test('packages/core depends on nothing at all', () => {
  expect(dependenciesOf('packages/core')).toEqual([]);
});

test.each(Object.entries(owners))('%s is a dependency of packages/%s alone', (library, owner) => {
  const folders = [
    ...namesIn('packages').map((name) => `packages/${name}`),
    ...namesIn('apps').map((name) => `apps/${name}`),
  ];
  const users = folders.filter((folder) => dependenciesOf(folder).includes(library));
  expect(users.filter((folder) => folder !== `packages/${owner}`)).toEqual([]);
});

test.each(namesIn('packages'))('packages/%s has a README of at most 40 lines', (name) => {
  const lines = readFileSync(join(root, 'packages', name, 'README.md'), 'utf8').split('\n');
  expect(lines.length - 1).toBeLessThanOrEqual(40);
});
