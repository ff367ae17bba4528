import type { Context } from './context/context.ts';

/** Whether whoever acts may change only what no protected environment's answer depends on. */
export const isDeveloper = ({ actor }: Context): boolean =>
  actor.kind === 'member' && actor.role === 'DEVELOPER';
