import { expect, test } from 'vitest';

import { commands } from './commands.ts';
import { parseCall } from './parse-call.ts';
import { usageOfAll } from './usage.ts';

const parse = (...args: string[]) => parseCall(commands, args);

test('a command gets its options', () => {
  const call = parse('create-user', '--email', 'ada@example.com', '--role=ADMIN');
  expect(call?.command.name).toBe('create-user');
  expect({ ...call?.given }).toEqual({ email: 'ada@example.com', role: 'ADMIN' });
});

test('without a command, and with --help, all commands are listed with their options', () => {
  expect(parse()).toBeUndefined();
  expect(parse('reset-totp', '--help')).toBeUndefined();
  for (const { name } of commands) expect(usageOfAll(commands)).toContain(`  ${name} `);
  expect(usageOfAll(commands)).toMatch(
    /^ {2}create-user --email <address> --role <role> \[--organization <id or name>\] {2}prints/m,
  );
});

test('a command there is not is refused with those there are', () => {
  expect(() => parse('make-coffee')).toThrow(/set-up, set-up-link, .*rotate-signing-key\.$/);
});

test.each([
  ['an unknown option', ['log-out', '--email', 'ada@example.com', '--password', 's3cr3t']],
  ['a missing option', ['log-out']],
  ['an option without its value', ['log-out', '--email']],
  ['what belongs to no option', ['log-out', 's3cr3t']],
])('%s is refused with those there are, and not repeated', (_, args) => {
  expect(() => parse(...args)).toThrow(
    /^This is how it is called: npm run admin -- log-out --email <address>$/,
  );
});
