import { sql } from '@halyard/database';

/** A column `sketch` as text: as bytes it would come in hexadecimal digits, which takes twice as long. */
export const sketchText = sql`encode(sketch, 'base64')`;

export const fromSketchText = (text: string): Uint8Array => Buffer.from(text, 'base64');
