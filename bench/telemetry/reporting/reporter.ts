import { sendEvenly, type Samples } from '../../http/load/send-evenly.ts';
import { obey } from '../../shared/process.ts';
import { quantile } from '../../shared/statistics.ts';
import type { Place } from '../seed.ts';
import { createRequests, eventsPerRequest } from './create-requests.ts';

interface ReporterInput {
  port: number;
  places: Place[];
}

export interface ReportPlan {
  /** Events, not requests. */
  perSecond: number;
  seconds: number;
}

/** What came of reporting for a while; milliseconds from when a request was due until it was answered. */
export interface Reported {
  sent: number;
  accepted: number;
  p50: number;
  p99: number;
  most: number;
  /** How late the generator itself was with a request, 99 % of them at most. */
  lateP99: number;
  /** The first answer that was not as it should be. */
  refusal?: string;
}

/** What the process that sends telemetry can be asked. */
export type Reporter = ReturnType<typeof createActions>;

export const runReporter = (): void => obey(createActions());

const receipt = JSON.stringify({ accepted: eventsPerRequest, rejected: 0, unknown_flags: 0 });

function createActions() {
  let port: number;
  let next: (index: number) => Buffer;

  return {
    begin({ places, ...input }: ReporterInput): void {
      ({ port } = input);
      next = createRequests(places);
    },
    async report({ perSecond, seconds }: ReportPlan): Promise<Reported> {
      const requests = perSecond / eventsPerRequest;
      const total = requests * seconds;
      let accepted = 0;
      let refusal: string | undefined;
      const samples = await sendEvenly({
        port,
        perSecond: requests,
        total,
        next,
        onAnswer(answer) {
          if (isAccepted(answer)) accepted += eventsPerRequest;
          else refusal ??= answer;
        },
        rest: 'sleep',
      });
      const counts = { sent: total * eventsPerRequest, accepted };
      return { ...counts, ...summarise(samples), ...(refusal !== undefined && { refusal }) };
    },
  };
}

const isAccepted = (answer: string): boolean =>
  answer.startsWith('HTTP/1.1 202 ') && answer.endsWith(receipt);

const summarise = ({ latencies, late }: Samples) => ({
  p50: quantile(latencies, 0.5),
  p99: quantile(latencies, 0.99),
  most: quantile(latencies, 1),
  lateP99: quantile(late, 0.99),
});
