import { versionTag, type RouteAnswer } from '@halyard/http';

/** An answer about something that has versions, with the version as the ETag. */
export const answerVersioned = (
  body: { version: number },
  status: 200 | 201 = 200,
): RouteAnswer => ({ status, json: JSON.stringify(body), headers: versionTag(body.version) });
