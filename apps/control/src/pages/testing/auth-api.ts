import type { IncomingMessage, ServerResponse } from 'node:http';

interface ApiRequest {
  path: string;
  origin: string | undefined;
  referrer: string | undefined;
  body: Record<string, unknown>;
}

interface ApiAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the API of accounts answers, as the pages know it; a test can have one path fail. */
export interface AuthApi {
  requests: ApiRequest[];
  /** What the next request to a path is answered instead. */
  next: Map<string, ApiAnswer>;
  answer(req: IncomingMessage, res: ServerResponse): void;
}

export const recoveryCodes = Array.from({ length: 10 }, (_, n) => `code${n}-${n}bcde-fgh${n}j`);

const qrSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" shape-rendering="crispEdges">' +
  '<path fill="#ffffff" d="M0 0h29v29H0z"/>' +
  '<path stroke="#000000" stroke-width="7" d="M4 7.5h7M18 7.5h7M4 21.5h7M15 17.5h9"/></svg>';

const enrolment = { status: 'enrolment_required', enrolment_token: 'enrolment-token' };

const invalid = (field: string, expected: string): ApiAnswer => ({
  status: 400,
  body: {
    error: 'invalid_request',
    message: `${field} must be ${expected}.`,
    details: [{ field, expected }],
  },
});

const unauthorized = (message: string): ApiAnswer => ({
  status: 401,
  body: { error: 'unauthorized', message, request_id: 'request-id' },
});

const usedUp = unauthorized('This link was used already, or is too old.');

const answers: Readonly<Record<string, (body: ApiRequest['body']) => ApiAnswer>> = {
  register: ({ set_up_token, email }) => {
    if (set_up_token !== 'good-token') return usedUp;
    if (!String(email).includes('@')) return invalid('email', 'an e-mail address');
    return { status: 201, body: enrolment };
  },
  'invitations/accept': ({ token, password }) => {
    if (token === 'member-token') return { status: 200, body: { status: 'joined' } };
    if (token !== 'good-token') return usedUp;
    if (password === undefined) return invalid('password', 'at least 12 characters');
    return { status: 201, body: enrolment };
  },
  'totp/enrol': () => ({
    status: 200,
    body: {
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      otpauth_uri: 'otpauth://totp/Halyard:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Halyard',
      qr_svg: qrSvg,
    },
  }),
  'totp/confirm': ({ enrolment_token, code }) =>
    enrolment_token === 'enrolment-token' && code === '123456'
      ? { status: 200, body: { status: 'logged_in', recovery_codes: recoveryCodes } }
      : invalid('code', 'the code that your app shows now'),
  'password-reset/confirm': ({ token }) => (token === 'good-token' ? { status: 204 } : usedUp),
  'email/confirm': ({ token }) => (token === 'good-token' ? { status: 204 } : usedUp),
};

export function createAuthApi(): AuthApi {
  const requests: ApiRequest[] = [];
  const next = new Map<string, ApiAnswer>();

  function respond(req: IncomingMessage, res: ServerResponse, text: string): void {
    const path = (req.url ?? '').replace('/api/auth/', '');
    const body = JSON.parse(text) as ApiRequest['body'];
    requests.push({ path, origin: req.headers.origin, referrer: req.headers.referer, body });
    const answer = next.get(path) ?? answers[path]?.(body) ?? { status: 404, body: {} };
    next.delete(path);
    res.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  return {
    requests,
    next,
    answer(req, res) {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => respond(req, res, Buffer.concat(chunks).toString('utf8')));
    },
  };
}
