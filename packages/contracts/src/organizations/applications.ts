import { z } from 'zod';

const EnvironmentSummary = z.strictObject({ name: z.string(), protected: z.boolean() });

/** An application with its environments, by name. */
export const ApplicationDetails = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  environments: z.array(EnvironmentSummary),
  created_at: z.iso.datetime(),
});
export type ApplicationDetails = z.infer<typeof ApplicationDetails>;

export const ApplicationList = z.strictObject({
  applications: z.array(ApplicationDetails),
  total: z.int(),
});
export type ApplicationList = z.infer<typeof ApplicationList>;
