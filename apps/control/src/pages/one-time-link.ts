import { pagePaths, type PageName } from './page-paths.ts';

/** Where a one-time token is used. It stands in the fragment, which no server and no log gets. */
export const oneTimeLink = (publicUrl: string, page: PageName, token: string): string =>
  `${publicUrl.replace(/\/+$/, '')}${pagePaths[page]}#${token}`;
