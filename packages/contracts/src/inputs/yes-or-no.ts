import { z } from 'zod';

/** A switch in a JSON body. */
export const yesOrNo = z.boolean('true or false');
