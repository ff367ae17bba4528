import { Counter, type Registry } from '@halyard/http';

export type DroppedCounts = Readonly<Record<'rows' | 'identifiers' | 'batches', number>>;

/** Adds to the process's registry what was dropped; read only when metrics are asked for. */
export function addDroppedCounter(registry: Registry, read: () => DroppedCounts): void {
  const counter = new Counter({
    name: 'halyard_evaluation_counts_dropped_total',
    help: 'Parts of the counts of evaluations that were dropped, by what they were.',
    labelNames: ['what'] as const,
    registers: [],
    collect() {
      this.reset();
      for (const [what, amount] of Object.entries(read())) this.inc({ what }, amount);
    },
  });
  registry.registerMetric(counter);
}
