import type { EvaluationIds } from '@halyard/auth';

import type { Reported } from './reported.ts';
import type { Sender } from './world.ts';

/** A sender's nth report of feedback, of an evaluation of its own. */
export function feedbackAt(sender: Sender, n: number, mint: EvaluationIds['mint']): Reported {
  const flag = sender.flags[n % sender.flags.length]!;
  const value = n % 2 === 0;
  const evaluationId = mint(sender.organizationId, { serial: flag.serial, value });
  const result = n % 3 !== 0;
  const latencyMs = n % 4 === 0 ? null : n;
  const { applicationId, reporter } = sender;
  const group = ['feedback', flag.id, applicationId, reporter, value].join('|');
  return {
    kind: 'feedback',
    sender,
    body: { evaluationId, result, latencyMs },
    row: evaluationId,
    hasId: true,
    shared: [
      `${group}|${result ? 'successes' : 'failures'}`,
      ...(latencyMs === null ? [] : [`${group}|latencies`]),
    ],
    hasUser: false,
    sent: 0,
    acknowledged: 0,
  };
}
