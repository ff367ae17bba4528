import { oneTimeLink } from '@halyard/control';

import type { Command } from '../command.ts';
import { createSetUpToken } from '../create-set-up-token.ts';

export const setUpLink: Command<never, never> = {
  name: 'set-up-link',
  summary: 'prints a link by which the first account is made',
  async run({ ctx, url, print }) {
    const token = await createSetUpToken(ctx);
    print('Made a new set-up link, good once, for seven days; the one before it is void:');
    print(oneTimeLink(url, 'setUp', token));
  },
};
