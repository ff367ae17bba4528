import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { chromiumNeeded } from '@halyard/testing/programs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';

import { createPages } from '../pages.ts';
import { createAuthApi, type AuthApi } from './auth-api.ts';

interface Visit {
  page: Page;
  api: AuthApi;
  origin: string;
  /** What the browser complained of: broken scripts, violated policies. */
  complaints: string[];
}

export type Open = (path: string, options?: BrowserContextOptions) => Promise<Visit>;

/** Opens pages in a browser, each visit with an API and a profile of its own. */
export function useBrowser(): Open {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const found = inject('chromium');
    if (!found) throw new Error(chromiumNeeded);
    const { path: executablePath, libraryPath } = found;
    const env = libraryPath === undefined ? undefined : { LD_LIBRARY_PATH: libraryPath };
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox'],
      ...(env && { env }),
    });
  });
  afterAll(() => browser?.close());

  return async (path, options) => {
    const api = createAuthApi();
    const server = await serve(api);
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const context = await browser!.newContext({ ...options, baseURL: origin });
    onTestFinished(async () => {
      await context.close();
      server.close();
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const isOfStatus = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isOfStatus) complaints.push(message.text());
    });
    await page.goto(path);
    return { page, api, origin, complaints };
  };
}

async function serve(api: AuthApi): Promise<Server> {
  const pages = createPages();
  const server = createServer((req, res) => {
    if (!pages(req, res)) api.answer(req, res);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
