import type { EvaluationIds } from '@halyard/auth';

import type { Random } from '../../driver/random.ts';
import { errorAt, evaluationAt } from './events.ts';
import { feedbackAt } from './feedback.ts';
import { type Reported, type ReportKind, type ReportRequest } from './reported.ts';
import type { Sender } from './world.ts';

export interface PlanOptions {
  /** How many reports there are, each of them in one request at least. */
  reports: number;
  /** In one request, on average. */
  reportsPerRequest: number;
  mint: EvaluationIds['mint'];
  random: Random;
}

/** What paths take; each as often as it is listed. */
const paths: readonly { path: string; kinds: readonly ReportKind[] }[] = [
  { path: '/api/telemetry/evaluations', kinds: ['evaluation'] },
  { path: '/api/telemetry/errors', kinds: ['error'] },
  { path: '/api/telemetry', kinds: ['evaluation', 'error'] },
  { path: '/api/telemetry', kinds: ['evaluation', 'error'] },
  { path: '/v1/feedback/bulk', kinds: ['feedback'] },
];
/** Of reports, those that were in a request before. */
const repeated = 0.1;

/** Requests of many clients, in some of which is what has an id and was in others. */
export function planRequests(senders: readonly Sender[], options: PlanOptions): ReportRequest[] {
  const { reports, reportsPerRequest, random } = options;
  const write = createWriter(options);
  const requests: ReportRequest[] = [];
  for (let planned = 0; planned < reports;) {
    const sender = random.pick(senders);
    const { path, kinds } = random.pick(paths);
    const size = Math.min(1 + random.below(2 * reportsPerRequest - 1), reports - planned);
    const fresh = Array.from({ length: size }, () => write.next(sender, random.pick(kinds)));
    const again = fresh.flatMap(() =>
      random.chance(repeated) ? write.findBefore(sender, random.pick(kinds)) : [],
    );
    const field = path.startsWith('/v1') ? 'feedbacks' : 'events';
    requests.push({ sender, path, field, reports: [...fresh, ...again] });
    planned += size;
  }
  return requests;
}

/** Numbers what each sender reports. */
function createWriter({ mint, random }: Pick<PlanOptions, 'mint' | 'random'>) {
  const nowMs = Date.now();
  const written = new Map<Sender, Record<ReportKind, Reported[]>>();
  const make: Record<ReportKind, (sender: Sender, n: number) => Reported> = {
    evaluation: (sender, n) => evaluationAt(sender, n, nowMs),
    error: (sender, n) => errorAt(sender, n, nowMs),
    feedback: (sender, n) => feedbackAt(sender, n, mint),
  };
  const writtenBy = (sender: Sender, kind: ReportKind): Reported[] => {
    const known = written.get(sender) ?? { evaluation: [], error: [], feedback: [] };
    written.set(sender, known);
    return known[kind];
  };
  return {
    next(sender: Sender, kind: ReportKind): Reported {
      const before = writtenBy(sender, kind);
      const report = make[kind](sender, before.length);
      before.push(report);
      return report;
    },
    /** One with an id, if the first that comes to mind has one. */
    findBefore(sender: Sender, kind: ReportKind): Reported[] {
      const before = writtenBy(sender, kind);
      const report = before[random.below(Math.max(before.length, 1))];
      return report?.hasId ? [report] : [];
    },
  };
}

/** All that is in some requests, each once. */
export function listReports(requests: readonly ReportRequest[]): Reported[] {
  return [...new Set(requests.flatMap(({ reports }) => reports))];
}
