import fc from 'fast-check';
import { expect, test } from 'vitest';

import { html } from './html.ts';

const plain = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('no string opens a tag, ends an attribute, or comes out as another text', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[<>&"'a;#]{0,20}$/));
  fc.assert(
    fc.property(text, (value) => {
      const { markup } = html`${value}`;
      expect(markup).not.toMatch(/[<>"']/);
      expect(plain(markup)).toBe(value);
    }),
  );
});

test('markup inside markup stays as it is, one or several', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(html`<b>${items}</b>`.markup).toBe('<b><li>a</li><li>&lt;</li></b>');
  expect(html`<b>${html`<i>&</i>`}</b>`.markup).toBe('<b><i>&</i></b>');
});
