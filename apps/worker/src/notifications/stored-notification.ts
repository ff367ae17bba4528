import type { Notification } from '@halyard/contracts';

/** A notification as its row has it. */
export type StoredNotification = Notification & {
  organizationId: string;
  id: string;
  createdAt: Date;
};

/** Reads a row, whose kind and content the verbs have written. */
export const toStoredNotification = (row: {
  organizationId: string;
  id: string;
  kind: string;
  content: unknown;
  createdAt: Date;
}): StoredNotification => row as StoredNotification;
