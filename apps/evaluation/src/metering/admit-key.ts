import { createAdmit, type Admission, type Limits } from '@halyard/limits';
import type { KeyRecord } from '@halyard/replica';

/** Requests a minute of one key, through all nodes. */
const keyLimit = 10_000;

/** Lets one request of a key in by all of its limits, or throws or rejects with `rate_limited`. */
export function createAdmitKey(
  limits: Pick<Limits, 'pool'>,
): (key: KeyRecord, address: string, nowMs: number) => Admission {
  const admit = createAdmit(limits);

  const ofMinute = ({ id }: KeyRecord, nowMs: number): Admission =>
    admit(id, keyLimit, 'minute', nowMs);

  const ofAddress = ({ id, addressLimit }: KeyRecord, address: string, nowMs: number): Admission =>
    addressLimit === null ? undefined : admit(`${id} ${address}`, addressLimit, 'minute', nowMs);

  const ofDay = ({ id, dailyBudget }: KeyRecord, nowMs: number): Admission =>
    dailyBudget === null ? undefined : admit(id, dailyBudget, 'day', nowMs);

  return (key, address, nowMs) => {
    if (key.addressLimit === null && key.dailyBudget === null) return ofMinute(key, nowMs);
    // The narrowest first: what one address has too many takes nothing of what others may.
    const narrow = next(ofAddress(key, address, nowMs), () => ofMinute(key, nowMs));
    return next(narrow, () => ofDay(key, nowMs));
  };
}

const next = (first: Admission, then: () => Admission): Admission =>
  first ? first.then(then) : then();
