import { z } from 'zod';

/** `YYYY-MM`, UTC. */
export const MonthName = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
