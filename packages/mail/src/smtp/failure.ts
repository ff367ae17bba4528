/** What is known of a failed try. */
export interface Failure {
  /** nodemailer's, as in `ESOCKET`. */
  code: string | undefined;
  /** The server's, as in 550. */
  status: number | undefined;
  reason: string;
}

/** Says why a try failed. Servers quote what they refuse, a link's token included: it is left out. */
export function describeFailure(error: unknown): Failure {
  const { code, responseCode } = fieldsOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: typeof code === 'string' ? code : undefined,
    status: typeof responseCode === 'number' ? responseCode : undefined,
    reason: message.replace(/#\S+/g, '#…').replace(/[\w-]{20,}/g, '…'),
  };
}

/** The server will not take this mail later either: 5xx of SMTP. */
export function isFinal(error: unknown): boolean {
  const { responseCode } = fieldsOf(error);
  return typeof responseCode === 'number' && responseCode >= 500;
}

const fieldsOf = (error: unknown): { code?: unknown; responseCode?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};
