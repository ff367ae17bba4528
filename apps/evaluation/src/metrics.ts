import { Counter, Gauge, type Registry } from '@halyard/http';
import type { Replica } from '@halyard/replica';

export type EvaluationCounter = Counter<'reason'>;

/** Adds evaluation's metrics to the process's registry. */
export function createEvaluationMetrics(
  registry: Registry,
  replica: Pick<Replica, 'count'>,
): { evaluations: EvaluationCounter } {
  for (const what of ['keys', 'organizations'] as const) {
    const gauge = new Gauge({
      name: `halyard_replica_${what}`,
      help: `How many ${what} this node holds in memory.`,
      registers: [],
      collect() {
        this.set(replica.count()[what]);
      },
    });
    registry.registerMetric(gauge);
  }
  const evaluations = new Counter({
    name: 'halyard_evaluations_total',
    help: 'Evaluations answered, by reason.',
    labelNames: ['reason'] as const,
    registers: [registry],
  });
  return { evaluations };
}
