import jsQr from 'jsqr';
import { expect, test } from 'vitest';

import { generateTotpSecret } from './generate-totp-secret.ts';
import { totpQrSvg, totpQrText } from './totp-qr.ts';
import { totpUri } from './totp-uri.ts';

const uri = totpUri({
  secret: generateTotpSecret(),
  email: 'ada+flags@example.com',
  issuer: 'Halyard & co',
});

/** So many pixels wide is each module when a camera looks at it. */
const scale = 4;

/** What a camera reads from the dark modules of a square. */
function scan(width: number, isDark: (x: number, y: number) => boolean): string | undefined {
  const side = width * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let index = 0; index < side * side; index++) {
    const [x, y] = [index % side, Math.floor(index / side)];
    if (isDark(Math.floor(x / scale), Math.floor(y / scale)))
      pixels.fill(0, index * 4, index * 4 + 3);
  }
  return jsQr(pixels, side, side, { inversionAttempts: 'dontInvert' })?.data;
}

test('a camera that sees the SVG document reads the URI', async () => {
  const svg = await totpQrSvg(uri);
  const dark = new Set<string>();
  let [x, y] = [0, 0];
  for (const [, command, a = '', b = ''] of svg
    .match(/stroke="#000000" d="([^"]+)"/)![1]!
    .matchAll(/([Mmh])(\d+)(?: ([\d.]+))?/g)) {
    if (command === 'M') [x, y] = [Number(a), Math.floor(Number(b))];
    if (command === 'm') x += Number(a);
    if (command !== 'h') continue;
    for (const end = x + Number(a); x < end; x++) dark.add(`${x} ${y}`);
  }
  const width = Number(svg.match(/viewBox="0 0 (\d+)/)![1]);
  expect(scan(width, (x, y) => dark.has(`${x} ${y}`))).toBe(uri);
});

test('a camera that sees the terminal reads the URI, black on white', async () => {
  const lines = (await totpQrText(uri)).trimEnd().split('\n');
  const [start, end] = ['\u001B[30;107m', '\u001B[0m'];
  for (const line of lines) {
    expect(line.startsWith(start)).toBe(true);
    expect(line.endsWith(end)).toBe(true);
  }
  const rows = lines.map((line) => line.slice(start.length, -end.length));
  const isDark = (x: number, y: number) =>
    (y % 2 === 0 ? '█▀' : '█▄').includes(rows[Math.floor(y / 2)]?.[x] ?? ' ');
  expect(scan(rows[0]!.length, isDark)).toBe(uri);
});

test('the SVG document says nothing of the URI in plain text', async () => {
  const svg = await totpQrSvg(uri);
  expect(svg).toMatch(/^<svg [^<>]+>(<path [^<>]+\/>)+<\/svg>\n$/);
  for (const part of ['otpauth', 'Halyard', 'ada']) expect(svg).not.toContain(part);
});
