import type { ReportedError } from '@halyard/contracts';

import type { ErrorEvent } from '../intake/list-events.ts';

/** An error under the fingerprint by which its flag counts it. */
export interface GroupedError {
  readonly source: ErrorEvent['source'];
  readonly event: ReportedError;
  readonly fingerprint: string;
}

/** Errors of one flag with one fingerprint, at least one, in their order. */
export type ErrorsOfGroup = [GroupedError, ...GroupedError[]];

/** Whether the flag was on, as rows say it. */
export function flagStateOf({ enabled }: ReportedError): 'on' | 'off' | 'unknown' {
  if (enabled === undefined) return 'unknown';
  return enabled ? 'on' : 'off';
}

/** What a group is called among those of all flags. */
export const nameOfGroup = (flagId: string, fingerprint: string): string =>
  `${flagId} ${fingerprint}`;

export function groupErrors(errors: readonly GroupedError[]): Map<string, ErrorsOfGroup> {
  const groups = new Map<string, ErrorsOfGroup>();
  for (const error of errors) {
    const name = nameOfGroup(error.event.flagId, error.fingerprint);
    const group = groups.get(name);
    if (group) group.push(error);
    else groups.set(name, [error]);
  }
  return groups;
}
