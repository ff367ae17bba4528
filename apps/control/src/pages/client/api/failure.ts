import type { Body } from './post.ts';

export interface FieldProblem {
  /** The input's name, which is the API's. */
  field: string;
  text: string;
}

/** What went wrong, in words. */
export interface Failure {
  message: string;
  fields: readonly FieldProblem[];
}

export const unreachable: Failure = {
  message: 'Halyard could not be reached. Check your connection, then try again.',
  fields: [],
};

/** Reads the API's error; see `ApiError` in the contracts. */
export function readFailure(response: Response, body: Body): Failure {
  return { message: sentenceOf(response, body), fields: fieldsOf(body['details']) };
}

function sentenceOf({ status, headers }: Response, body: Body): string {
  const { message, request_id: id } = body;
  if (status >= 500) {
    const reference = typeof id === 'string' ? ` If it goes on, name this number: ${id}` : '';
    return `Halyard cannot do this at the moment. Try again in a minute.${reference}`;
  }
  const sentence = typeof message === 'string' ? message : `This did not work (${status}).`;
  const seconds = headers.get('retry-after');
  return seconds === null ? sentence : `${sentence} Try again in ${seconds} seconds.`;
}

const fieldsOf = (details: unknown): FieldProblem[] =>
  Array.isArray(details) ? details.flatMap(toProblem) : [];

function toProblem(detail: unknown): FieldProblem[] {
  const { field, expected } = (detail ?? {}) as Body;
  if (typeof field !== 'string' || typeof expected !== 'string') return [];
  return [{ field, text: `Must be ${expected.replace(/\.$/, '')}.` }];
}
