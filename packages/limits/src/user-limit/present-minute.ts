/** What this node knows of one user in the present minute. */
export interface Spent {
  admitted: number;
  /** Admitted without the shared counter, and added to it with the next request. */
  owed: number;
  isUsedUp: boolean;
}

/** What users have spent in the present minute; forgotten, all at once, when the next begins. */
export function createPresentMinute(): (userId: string, minute: number) => Spent {
  let users = new Map<string, Spent>();
  let present: number | undefined;
  return (userId, minute) => {
    if (minute !== present) users = new Map();
    present = minute;
    const spent = users.get(userId) ?? { admitted: 0, owed: 0, isUsedUp: false };
    users.set(userId, spent);
    return spent;
  };
}
