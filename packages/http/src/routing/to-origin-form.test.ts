import { expect, test } from 'vitest';

import { toOriginForm } from './to-origin-form.ts';

test.each([
  ['/', '/'],
  ['/v1/flags?x=http://y', '/v1/flags?x=http://y'],
  ['//host/x', '//host/x'],
  ['*', '*'],
  ['http://localhost/v1/flags?x=y', '/v1/flags?x=y'],
  ['HTTPS://user:secret@localhost:8080/x', '/x'],
  ['http://localhost', '/'],
  ['http://localhost?x', '/?x'],
  ['http://[::/x', '/x'],
  ['http:///x', '/x'],
  ['x', '/x'],
  ['', '/'],
])('%j is the path %j', (target, path) => {
  expect(toOriginForm(target)).toBe(path);
});
