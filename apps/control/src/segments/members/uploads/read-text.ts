import type { IncomingMessage } from 'node:http';

import { AppError, invalidInput } from '@halyard/contracts';

/** A request's body piece by piece, as it arrives. Who stops early leaves the connection as it is. */
export async function* readText(req: IncomingMessage): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      yield decoder.decode(chunk as Buffer, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw toAppError(error);
  }
}

function toAppError(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return invalidInput([{ field: 'body', expected: 'UTF-8' }]);
  }
  if (code === 'ECONNRESET') return new AppError('invalid_request', 'The upload broke off.');
  return error;
}
