import type { ApplicationDocument } from '@halyard/contracts';

import type { RecordedChange } from '../record/record-change.ts';
import type { EnvironmentRow } from './find.ts';

/** An environment's change as it is made known: nodes know environments by their application. */
export function toRecordedEnvironment(
  application: ApplicationDocument,
  before: EnvironmentRow | undefined,
  after: EnvironmentRow | undefined,
): RecordedChange {
  const action = before && after ? 'updated' : after ? 'created' : 'deleted';
  return {
    change: { kind: 'application', entity_id: application.id, action, document: application },
    audit: {
      entityType: 'environment',
      entityId: (after ?? before)!.id,
      action,
      changes: { before: shownOf(before), after: shownOf(after) },
    },
  };
}

const shownOf = (environment: EnvironmentRow | undefined) =>
  environment
    ? {
        name: environment.name,
        protected: environment.protected,
        smart_insights: environment.smartInsights,
      }
    : null;
