import { z } from 'zod';

import { plans } from '../plans/plan-levels.ts';

/** What people say of a plan. */
export const PlanFields = z.strictObject({ plan: z.enum(plans, `one of ${plans.join(', ')}`) });
