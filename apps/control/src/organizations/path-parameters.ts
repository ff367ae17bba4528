import type { Member } from '@halyard/auth';
import type { RouteRequest } from '@halyard/http';

type Asked = Pick<RouteRequest<Member>, 'params' | 'caller'>;

/** What the path names, as verbs and reads take it: each template goes on from the one before. */
export const organizationOf = ({ params }: Asked) => ({ organizationId: params[0]! });

export const applicationOf = (request: Asked) => ({
  ...organizationOf(request),
  applicationId: request.params[1]!,
});

export const environmentOf = (request: Asked) => ({
  ...applicationOf(request),
  name: request.params[2]!,
});

export const keyOf = (request: Asked) => ({
  ...applicationOf(request),
  keyId: request.params[2]!,
});

export const memberOf = (request: Asked) => ({
  ...organizationOf(request),
  userId: request.params[1]!,
});

export const webhookOf = (request: Asked) => ({
  ...organizationOf(request),
  webhookId: request.params[1]!,
});

export const invitationOf = (request: Asked) => ({
  ...organizationOf(request),
  invitationId: request.params[1]!,
});

/** Whoever asks, in the organization that the path names. */
export const askerOf = (request: Asked) => ({
  ...organizationOf(request),
  userId: request.caller.userId,
});
