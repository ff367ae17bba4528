import type { Evaluation } from '@halyard/core';
import { Counter, Gauge, type Registry } from '@halyard/http';
import type { Replica } from '@halyard/replica';

/** Adds evaluation's metrics to the process's registry. */
export function createEvaluationMetrics(
  registry: Registry,
  replica: Pick<Replica, 'count' | 'status'>,
): { noteReason: (reason: Evaluation['reason']) => void } {
  addReplicaGauges(registry, replica);
  addReplicaCounters(registry, replica);
  return { noteReason: addReasonCounter(registry) };
}

/** Counts in numbers of its own: the library's counters cost as much as an evaluation. */
function addReasonCounter(registry: Registry): (reason: Evaluation['reason']) => void {
  const counts = new Map<Evaluation['reason'], { total: number }>();
  const counter = new Counter({
    name: 'halyard_evaluations_total',
    help: 'Evaluations answered, by reason.',
    labelNames: ['reason'] as const,
    registers: [],
    collect() {
      this.reset();
      for (const [reason, { total }] of counts) this.inc({ reason }, total);
    },
  });
  registry.registerMetric(counter);
  return (reason) => {
    const count = counts.get(reason);
    if (count) count.total += 1;
    else counts.set(reason, { total: 1 });
  };
}

function addReplicaGauges(
  registry: Registry,
  { count, status }: Pick<Replica, 'count' | 'status'>,
): void {
  const gauges: [name: string, help: string, read: () => number][] = [
    ['keys', 'How many keys this node holds in memory.', () => count().keys],
    ['organizations', 'How many organizations it holds.', () => count().organizations],
    ['broken_flags', 'How many flags cannot be evaluated.', () => count().brokenFlags],
    ['stale', '1 while its answers may be out of date, else 0.', () => Number(status().isStale)],
  ];
  for (const [name, help, read] of gauges) {
    const gauge = new Gauge({
      name: `halyard_replica_${name}`,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    registry.registerMetric(gauge);
  }
}

function addReplicaCounters(registry: Registry, { count }: Pick<Replica, 'count'>): void {
  const counters: [name: string, help: string, read: () => number][] = [
    ['changes_applied', 'Changes of flags, segments, keys ….', () => count().changesApplied],
    ['gaps_healed', 'Reads of a log for what hints left out.', () => count().gapsHealed],
    ['reloads', 'Organizations loaded while running.', () => count().reloads],
    ['key_look_ups', 'Keys looked up in the database.', () => count().keyLookUps],
  ];
  for (const [name, help, read] of counters) {
    const counter = new Counter({
      name: `halyard_replica_${name}_total`,
      help,
      registers: [],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
    registry.registerMetric(counter);
  }
}
