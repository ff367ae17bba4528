import { z } from 'zod';

/** `YYYY-MM-DD`, UTC. */
export const DayName = z.iso.date();
