import { parseArgs } from 'node:util';

import { AdminError } from './admin-error.ts';
import type { Command } from './command.ts';
import { usageOf } from './usage.ts';

/** A command with the options it was given; `undefined` where help is asked for. */
export interface Call {
  command: Command;
  given: Record<string, string>;
}

/** Reads what was typed. Refuses what there is not, and says what there is, never what was typed. */
export function parseCall(commands: readonly Command[], args: readonly string[]): Call | undefined {
  const [name, ...rest] = args;
  if (name === undefined || args.includes('--help')) return undefined;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const names = commands.map((candidate) => candidate.name).join(', ');
    throw new AdminError(`There is no such command; there are ${names}.`);
  }
  const given = readOptions(command, rest);
  if (!given)
    throw new AdminError(`This is how it is called: npm run admin -- ${usageOf(command)}`);
  return { command, given };
}

function readOptions(
  { required = {}, optional = {} }: Command,
  args: string[],
): Record<string, string> | undefined {
  const names = [...Object.keys(required), ...Object.keys(optional)];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  try {
    const given = parseArgs({ args, options }).values as Record<string, string>;
    return Object.keys(required).every((name) => given[name]) ? given : undefined;
  } catch {
    return undefined;
  }
}
