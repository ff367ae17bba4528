import { expect, test } from 'vitest';
import { z } from 'zod';

import { ConfigError, parseConfig, port } from './config.ts';

const schema = z.object({
  PORT: port.default(4000),
  SECRET: z.string().min(8, 'must have at least 8 characters'),
  LEVEL: z.enum(['low', 'high']),
});

test('values are read by the schema, and what is not in it is left out', () => {
  const config = parseConfig(schema, {
    PORT: '80',
    SECRET: 'long enough',
    LEVEL: 'low',
    HOME: '/',
  });
  expect(config).toEqual({ PORT: 80, SECRET: 'long enough', LEVEL: 'low' });
});

test('a variable set to nothing counts as not set', () => {
  const config = parseConfig(schema, { PORT: '', SECRET: 'long enough', LEVEL: 'low' });
  expect(config.PORT).toBe(4000);
});

test('every problem is named at once, and no value is repeated', () => {
  const read = () => parseConfig(schema, { PORT: '70000', SECRET: 'hunter2' });
  expect(read).toThrow(ConfigError);
  const message = messageOf(read);
  expect(message).toContain('PORT: ');
  expect(message).toContain('SECRET: must have at least 8 characters');
  expect(message).toContain('LEVEL: is required');
  expect(message).not.toMatch(/hunter2|70000/);
});

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return String(error);
  }
}
