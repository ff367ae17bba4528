import { createMac } from '../mac/create-mac.ts';

/** What a refresh token says: of which session it is, and how often that was rotated before. */
export interface RefreshToken {
  /** A UUID. */
  sessionId: string;
  /** A whole number from 0. */
  generation: number;
}

/** Makes refresh tokens and reads them again; none is stored, not even hashed. */
export interface RefreshTokens {
  mint: (token: RefreshToken) => string;
  /** `undefined` for what was not minted here; whether the session still stands is another matter. */
  read: (text: string) => RefreshToken | undefined;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const form = new RegExp(`^((${uuid})\\.(0|[1-9][0-9]{0,9}))\\.([\\w-]{43})$`);

/** A token is `<session id>.<generation>.<mac>`. */
export function createRefreshTokens(secret: Buffer): RefreshTokens {
  const mac = createMac(secret, 'refresh token');
  return {
    mint({ sessionId, generation }) {
      const said = `${sessionId}.${generation}`;
      return `${said}.${mac.of(said)}`;
    },

    read(text) {
      const [, said = '', sessionId = '', generation, given = ''] = form.exec(text) ?? [];
      return mac.isOf(given, said) ? { sessionId, generation: Number(generation) } : undefined;
    },
  };
}
