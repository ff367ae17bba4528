import type { Command } from './command.ts';
import { formatTable } from './format-table.ts';

/** How a command is called. */
export function usageOf({ name, required = {}, optional = {} }: Command): string {
  const options = [
    ...Object.entries(required).map(([option, value]) => `--${option} ${value}`),
    ...Object.entries(optional).map(([option, value]) => `[--${option} ${value}]`),
  ];
  return [name, ...options].join(' ');
}

/** Every command there is. */
export function usageOfAll(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`  ${usageOf(command)}`, command.summary]);
  return `npm run admin -- <command>\n\n${formatTable(rows)}`;
}
