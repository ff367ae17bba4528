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
        return;
      }
      case 'started_from_disk':
        log.warn('PostgreSQL is away: answering from the disk copy, which may be out of date');
        return;
      case 'started_from_bases':
        log.warn('PostgreSQL is away: answering from bases in Redis, which may be out of date');
        return;
      case 'base_unusable': {
        const { error: err, organizationId } = event;
        log.error({ err, organizationId }, 'base in Redis is damaged or foreign');
        return;
      }
      case 'bases_not_read':
        log.warn({ err: event.error }, 'bases in Redis could not be read');
        return;
      case 'disk_copy_unusable':
        log.error({ err: event.error, file: event.file }, 'disk copy is damaged or foreign');
        return;
      case 'disk_copy_not_written':
        log.error({ err: event.error }, 'disk copy could not be written');
    }
  };
