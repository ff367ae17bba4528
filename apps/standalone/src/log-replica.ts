import type { Logger } from '@halyard/http';
import type { Report } from '@halyard/replica';

/** Writes what a replica reports into the log; an error is what somebody must see to. */
export const logReplica =
  (log: Logger): Report =>
  (event) => {
    switch (event.kind) {
      case 'database_lost':
        log.warn({ err: event.error }, 'PostgreSQL cannot be reached: going on from memory');
        return;
      case 'database_regained':
        log.info('PostgreSQL is there again');
        return;
      case 'change_not_applied': {
        const { error: err, organizationId, seq } = event;
        log.error({ err, organizationId, seq }, 'change not applied: loading its organization');
        return;
      }
      case 'flag_broken': {
        const { organizationId, id, key, fields } = event;
        log.error({ organizationId, flagId: id, key, fields }, 'flag cannot be evaluated');
      }
    }
  };
