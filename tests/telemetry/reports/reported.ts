import type { Sender } from './world.ts';

export type ReportKind = 'evaluation' | 'error' | 'feedback';

/** Something that a client reports, and what must be known of it when all has been taken in. */
export interface Reported {
  readonly kind: ReportKind;
  readonly sender: Sender;
  /** As it travels. */
  readonly body: object;
  /** The row that it alone is counted in. */
  readonly row: string;
  /** Whether it counts once, however often it comes. */
  readonly hasId: boolean;
  /** What it is counted by besides, together with others. */
  readonly shared: readonly string[];
  /** Whether its row has a sketch of users. */
  readonly hasUser: boolean;
  sent: number;
  acknowledged: number;
}

/** One request of a client. */
export interface ReportRequest {
  readonly sender: Sender;
  readonly path: string;
  /** Of the list in the body. */
  readonly field: 'events' | 'feedbacks';
  readonly reports: readonly Reported[];
}

/** The same but for what would count once more. */
export const withIdsAlone = (request: ReportRequest): ReportRequest => ({
  ...request,
  reports: request.reports.filter(({ hasId }) => hasId),
});
