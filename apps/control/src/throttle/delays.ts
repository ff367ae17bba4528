const longestMs = 30_000;

/** Failures that cost nothing: people mistype. */
const freeOfAccount = 3;
/** Many people may share an address. */
const freeOfAddress = 20;

/** How long an attempt is held after so many failures of its account: 0, 0, 0, 1, 2, 4 … 30 s. */
export const accountDelayMs = (failures: number): number => growingMs(failures - freeOfAccount);

/** The same of its address: 1, 2, 4 … 30 s from the twentieth failure on. */
export const addressDelayMs = (failures: number): number => growingMs(failures - freeOfAddress);

const growingMs = (step: number): number => (step < 0 ? 0 : Math.min(longestMs, 1_000 * 2 ** step));
