import { expect, test } from 'vitest';
import { z } from 'zod';

import { parseConfig } from '../config/config.ts';
import { trustProxy } from './trust-proxy.ts';

const schema = z.object({ TRUST_PROXY: trustProxy.optional() });

test.each(['0', '1', '2', 'loopback', '10.0.0.0/8', '10.0.0.1, fd00::/8,linklocal', undefined])(
  '%s is accepted as it is',
  (text) => {
    expect(parseConfig(schema, { TRUST_PROXY: text }).TRUST_PROXY).toBe(text);
  },
);

test.each([
  'true',
  '-1',
  '1.5',
  '1000',
  '10.0.0.0/33',
  '10.0.0.0/0',
  '10.0.0.0/x',
  'loopback,',
  ' ',
])('%s is refused with a word on what there may be', (text) => {
  expect(() => parseConfig(schema, { TRUST_PROXY: text })).toThrow(
    'TRUST_PROXY: must be the number of proxies in front, or their addresses',
  );
});
