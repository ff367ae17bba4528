/** Bytes of every body. */
const bodyBytes = 413;

/** The body of an evaluation of one of 1 000 users: the reference's example, without white space. */
export function createBody(user: number): string {
  const context = {
    user_id: `user-${String(user).padStart(3, '0')}`,
    anonymous_id: 'session-456',
    organization_id: 'org-uuid',
    application_id: 'app-uuid',
    environment: 'production',
    language: 'en-US',
    attributes: {
      plan: 'premium',
      country: 'US',
      beta_tester: true,
      // Makes the body as long as it must be.
      cohort: 'autumn-returning-visitor',
    },
    geolocation: {
      country: 'US',
      city: 'San Francisco',
      continent: 'NA',
      timezone: 'America/Los_Angeles',
      latitude: 37.7749,
      longitude: -122.4194,
    },
  };
  const body = JSON.stringify({ context });
  const length = Buffer.byteLength(body);
  if (length !== bodyBytes) throw new Error(`A body has ${length} bytes, not ${bodyBytes}`);
  return body;
}
