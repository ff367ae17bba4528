import { controlRoutes, type Route } from '@halyard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createBrowser, type Browser } from '../testing/browser.ts';
import { startControl } from '../testing/start-control.ts';
import { createTenant, type Tenant } from './tenant.ts';

let control: Awaited<ReturnType<typeof startControl>>;
let own: Tenant;
let foreign: Tenant;

beforeAll(async () => {
  control = await startControl({ allowsSignup: true });
  [own, foreign] = [await createTenant(control.url, 'one'), await createTenant(control.url, 'two')];
});
afterAll(() => control.close());

/** Rows that say something of the other organization. */
async function foreignRows(): Promise<string> {
  const organizationId = foreign.ids['org_id']!;
  const where = { where: { organizationId } };
  const { database } = control;
  return JSON.stringify(
    await Promise.all([
      database.organization.findMany({ where: { id: organizationId } }),
      database.application.findMany(where),
      database.environment.findMany(where),
      database.apiKey.findMany(where),
      database.flag.findMany(where),
      database.segment.findMany(where),
      database.segmentMember.findMany(where),
      database.membership.findMany(where),
      database.oneTimeLink.findMany(where),
      database.webhook.findMany(where),
      database.session.findMany({ where: { organizationId } }),
      database.changeHead.findMany(where).then((heads) => heads.map(({ seq }) => Number(seq))),
    ]),
  );
}

/** Every way to put another organization's ids into a path: all of them, or one at a time. */
function pathsOf({ path }: Route): string[] {
  const names = path.match(/:[^/]+/g)?.map((name) => name.slice(1)) ?? [];
  const telling = names.filter((name) => foreign.ids[name] !== own.ids[name]);
  const fill = (isForeign: (name: string) => boolean): string =>
    path.replaceAll(/:([^/]+)/g, (_, name: string) => (isForeign(name) ? foreign : own).ids[name]!);
  return [...new Set([fill(() => true), ...telling.map((one) => fill((name) => name === one))])];
}

const withIds = controlRoutes.filter(({ path }) => path.includes(':'));

/** What each write takes, so that nothing but whose it is can be wrong. */
const bodies: Record<string, object> = {
  'POST /api/flags/:id/evaluate-preview': { environment: 'production', context: {} },
  'PUT /api/organizations/:org_id/plan': { plan: 'TEAM' },
  'POST /api/organizations/:org_id/invitations': { email: 'a@example.com', role: 'VIEWER' },
  'PATCH /api/organizations/:org_id/members/:user_id': { role: 'VIEWER' },
  'POST /api/organizations/:org_id/applications/:app_id/environments': { name: 'another' },
  'PATCH /api/organizations/:org_id/applications/:app_id/environments/:name': { protected: true },
  'POST /api/organizations/:org_id/applications/:app_id/import': {
    format: 'halyard-export',
    format_version: 1,
    application: { environments: [] },
  },
  'POST /api/flags/:id/environments/:name/copy': { from: 'production' },
  'POST /api/organizations/:org_id/applications/:app_id/environments/:name/copy': {
    from: 'production',
  },
  'POST /api/organizations/:org_id/applications/:app_id/keys': { kind: 'sdk', name: 'Another' },
  'POST /api/organizations/:org_id/applications/:app_id/keys/:key_id/rotate': {},
  'POST /api/organizations/:org_id/webhooks': { url: 'https://hooks.example.com' },
  'PATCH /api/organizations/:org_id/webhooks/:webhook_id': { enabled: false },
  'POST /api/flags/:id/toggle': { environment: 'production', enabled: true },
  'POST /api/flags/:id/archive': {},
  'POST /api/flags/:id/restore': {},
  'POST /api/flags/:id/rollback': { version: 1 },
  'PATCH /api/segments/:segment_id/members': { included: { add: ['u'] } },
  'PUT /api/segments/:segment_id/members/included': ['u'],
  'POST /api/segments/:segment_id/members/included': ['u'],
  'PUT /api/segments/:segment_id/members/excluded': ['u'],
  'POST /api/segments/:segment_id/members/excluded': ['u'],
};

/** What a read must be told. */
const queries: Record<string, string> = {
  '/api/flags/check-key': '?key=a&scope=enterprise',
};

function ask(browser: Browser, { method, path: template }: Route, path: string) {
  const takesNone = method === 'GET' || method === 'DELETE';
  const body = bodies[`${method} ${template}`] ?? { name: 'Another' };
  return browser.send(method, path, takesNone ? undefined : body);
}

describe.each(withIds.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s with another organization’s ids',
  (_name, route) => {
    test('is not found, tells nothing and changes nothing', async () => {
      const before = await foreignRows();
      for (const path of pathsOf(route)) {
        const { status, body } = await ask(own.browser, route, path);
        expect([path, status, body['error']]).toEqual([path, 404, 'not_found']);
        const said = JSON.stringify(body);
        for (const secret of foreign.words) expect(said).not.toContain(secret);
      }
      expect(await foreignRows()).toBe(before);
    });
  },
);

const ofMembers = controlRoutes.filter(({ access }) => access === 'token');

test.each(ofMembers.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s is 401 without a token, and with one that nobody signed',
  async (_name, route) => {
    const path = route.path.replaceAll(/:([^/]+)/g, (_, name: string) => own.ids[name]!);
    for (const token of [undefined, 'x.y.z', own.browser.token()!.slice(0, -4)]) {
      const stranger = createBrowser(control.url);
      stranger.useToken(token);
      const { status, body } = await ask(stranger, route, path);
      expect([status, body['error']]).toEqual([401, 'unauthorized']);
    }
  },
);

test('a list of one’s own holds nothing of another organization', async () => {
  const lists = controlRoutes.filter(
    ({ method, access }) => method === 'GET' && access === 'token',
  );
  for (const { path } of lists) {
    const filled = path.replaceAll(/:([^/]+)/g, (_, name: string) => own.ids[name]!);
    const { status, body } = await own.browser.get(filled + (queries[path] ?? ''));
    expect([filled, status]).toEqual([filled, 200]);
    const said = JSON.stringify(body);
    for (const secret of foreign.words) expect(said).not.toContain(secret);
  }
});
