import type { Channel } from './channel.ts';
import { toEvent } from './event.ts';

/** Tells a stream that it goes on from an id, and that what came before is to be read anew. */
export const resyncEvent = (
  { scope: { organizationId }, dialect }: Pick<Channel, 'scope' | 'dialect'>,
  id: string,
): string =>
  toEvent({
    ...dialect.resync({
      type: 'resync',
      message: 'What changed meanwhile cannot be told: list the flags anew.',
      organization_id: organizationId,
    }),
    id,
  });
