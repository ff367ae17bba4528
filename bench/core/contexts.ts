import type { EvaluationContext } from '@halyard/core';

/** How many people ask in turn; a power of two, so that rotating costs one `&`. */
export const peopleCount = 4_096;

export type Attributes = Readonly<Record<string, string | number>>;

/** One person as both engines get to know them. */
export interface Person {
  readonly id: string;
  readonly attributes: Attributes;
}

/** The countries people come from, each as often as the others. */
export const countries = ['BE', 'CH', 'DE', 'FR', 'LU'];

const plans = ['starter', 'team', 'pro'];

export const createPeople = (): readonly Person[] =>
  Array.from({ length: peopleCount }, (_, index) => ({
    id: createId(index),
    attributes: {
      kind: 'business',
      channel: 'web',
      plan: plans[index % plans.length]!,
      country: countries[index % countries.length]!,
      seats: 10 + (index % 190),
      app_version: `4.${index % 20}.${index % 7}`,
    },
  }));

/** Made like a UUID, and the same in every run. */
export function createId(index: number): string {
  const hex = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const part = hex.toString(16).padStart(8, '0');
  return `${part}-${part.slice(0, 4)}-4${part.slice(5)}-8${part.slice(1, 4)}-${part}${part.slice(4)}`;
}

/** As Halyard takes it, made by `JSON.parse` as on a server. */
export const toHalyardContext = ({ id, attributes }: Person): EvaluationContext =>
  JSON.parse(JSON.stringify({ user_id: id, attributes }));

/** As flagd-core takes it, likewise. */
export const toFlagdContext = ({ id, attributes }: Person): Record<string, string | number> =>
  JSON.parse(JSON.stringify({ targetingKey: id, ...attributes }));
