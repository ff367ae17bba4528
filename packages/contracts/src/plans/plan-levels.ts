import type { Plan, PlanUsage } from '../changes/documents.ts';

/** How far a month's evaluations have come. */
export type PlanLevel = PlanUsage['level'];

/** Every plan there is, from least to most. */
export const plans = ['FREE', 'PRO', 'TEAM', 'ENTERPRISE'] as const satisfies readonly Plan[];

/** Evaluations that each plan includes, per UTC calendar month. */
export const monthlyEvaluations: Readonly<Record<Plan, number>> = {
  FREE: 10_000,
  PRO: 1_000_000,
  TEAM: 10_000_000,
  ENTERPRISE: Infinity,
};

/** Every level, from first to last. */
export const planLevels = ['warning', 'exceeded', 'blocked'] as const satisfies PlanLevel[];

const levelPercent: Readonly<Record<PlanLevel, number>> = {
  warning: 80,
  exceeded: 100,
  blocked: 110,
};

/** How many evaluations of a month bring a plan to a level; `Infinity` where it has no limit. */
export const evaluationsAtLevel = (plan: Plan, level: PlanLevel): number =>
  (monthlyEvaluations[plan] * levelPercent[level]) / 100;

/** The highest level that so many evaluations reach; `undefined` below the first. */
export const reachedLevel = (plan: Plan, evaluations: number): PlanLevel | undefined =>
  planLevels.findLast((level) => evaluations >= evaluationsAtLevel(plan, level));

/** Levels after one (`undefined` or `null` is below the first) up to another, in order. */
export const levelsBetween = (
  after: PlanLevel | null | undefined,
  upTo: PlanLevel | null | undefined,
): PlanLevel[] => planLevels.slice(rank(after), rank(upTo));

const rank = (level: PlanLevel | null | undefined): number =>
  level ? planLevels.indexOf(level) + 1 : 0;
