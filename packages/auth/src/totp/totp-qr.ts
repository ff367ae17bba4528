import qrCode from 'qrcode';

/** Dark on light, whatever the terminal's own colours are: not every camera reads the inverse. */
const [blackOnWhite, usual] = ['\u001B[30;107m', '\u001B[0m'];

/** A QR code as an SVG document, black on white. */
export const totpQrSvg = (uri: string): Promise<string> => qrCode.toString(uri, { type: 'svg' });

/** A QR code as lines for a terminal, two rows of it in each. */
export async function totpQrText(uri: string): Promise<string> {
  const text = await qrCode.toString(uri, { type: 'utf8' });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => `${blackOnWhite}${line}${usual}\n`).join('');
}
