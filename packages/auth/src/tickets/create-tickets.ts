import { createMac } from '../mac/create-mac.ts';

/** `login`: the password was right, a code is missing. `enrolment`: there is nothing to make codes with. */
export type TicketPurpose = 'login' | 'enrolment';

export interface Ticket {
  userId: string;
  /**
   * What made the ticket possible, such as the version of the user's credentials. Refuse a ticket
   * whose state is no longer the user's: so one serves once, though nothing of it is stored.
   */
  state: string;
}

interface MintedTicket extends Ticket {
  purpose: TicketPurpose;
  lifetimeSeconds: number;
}

/** Makes what carries a user from one step of logging in to the next, and reads it again. */
export interface Tickets {
  mint: (ticket: MintedTicket) => string;
  /** `undefined` for what was not minted here for this purpose, or has expired. */
  read: (text: string, purpose: TicketPurpose) => Ticket | undefined;
}

interface TicketsOptions {
  /** Milliseconds since 1970. */
  now: () => number;
}

const form = /^(([\w-]*)\.([0-9]{1,16}))\.([\w-]{43})$/;

/** A ticket is `<user id and state>.<expiry>.<mac>`; its purpose is in the mac alone. */
export function createTickets(secret: Buffer, { now }: TicketsOptions): Tickets {
  const macs = {
    login: createMac(secret, 'login ticket'),
    enrolment: createMac(secret, 'enrolment ticket'),
  } as const satisfies Record<TicketPurpose, unknown>;
  return {
    mint({ purpose, userId, state, lifetimeSeconds }) {
      const said = `${encode({ userId, state })}.${now() + lifetimeSeconds * 1_000}`;
      return `${said}.${macs[purpose].of(said)}`;
    },

    read(text, purpose) {
      const [, said = '', ticket = '', expiresAtMs, mac = ''] = form.exec(text) ?? [];
      // Only what is ours is decoded.
      if (!macs[purpose].isOf(mac, said) || now() >= Number(expiresAtMs)) return undefined;
      return decode(ticket);
    },
  };
}

const encode = ({ userId, state }: Ticket): string =>
  Buffer.from(JSON.stringify([userId, state])).toString('base64url');

function decode(text: string): Ticket {
  const [userId, state] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string];
  return { userId, state };
}
