import type { Context } from './context/context.ts';

/** The field that says which member made something; absent for Halyard itself. */
export const createdBy = ({ actor }: Context): { created_by?: string } =>
  actor.kind === 'member' ? { created_by: actor.userId } : {};
