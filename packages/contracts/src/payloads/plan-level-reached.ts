import { z } from 'zod';

import { planLevels, plans } from '../plans/plan-levels.ts';
import { MonthName } from './month-name.ts';

/** A node saw that a month's evaluations came to a level of the plan; may come from several. */
export const PlanLevelReached = z.strictObject({
  organizationId: z.uuid(),
  month: MonthName,
  level: z.enum(planLevels),
  /** Of this plan: where the organization has another by now, the level says nothing. */
  plan: z.enum(plans),
});
