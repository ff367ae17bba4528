import { z } from 'zod';

import { MemberRole } from '../identity/login.ts';
import { plans } from '../plans/plan-levels.ts';

/** An organization, with the role of whoever asks. */
export const OrganizationDetails = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  plan: z.enum(plans),
  role: MemberRole,
  created_at: z.iso.datetime(),
});
export type OrganizationDetails = z.infer<typeof OrganizationDetails>;

export const OrganizationList = z.strictObject({
  organizations: z.array(OrganizationDetails),
  total: z.int(),
});
export type OrganizationList = z.infer<typeof OrganizationList>;

/** Nobody deletes an organization by mistake: its name is typed once more. */
export const DeleteOrganizationQuery = z.strictObject({
  confirm: z.string("the organization's name"),
});
