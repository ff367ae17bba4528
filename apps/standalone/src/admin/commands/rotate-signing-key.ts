import { rotateSigningKey as rotate } from '@halyard/domain/accounts';

import type { Command } from '../command.ts';

export const rotateSigningKey: Command<never, never> = {
  name: 'rotate-signing-key',
  summary: 'makes the next key that signs access tokens; nobody is logged out',
  async run({ ctx, print }) {
    await rotate(ctx);
    print('Made a new signing key: published at once, it signs in 15 minutes.');
  },
};
