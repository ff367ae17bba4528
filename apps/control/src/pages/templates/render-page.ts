import { html, type Html } from '@halyard/http';

import { script, style } from '../generated/assets.ts';
import type { PageName } from '../page-paths.ts';
import { pageContents } from './pages.ts';
import { step } from './step.ts';

/** Ours, and no template's: it may not be escaped. */
const inline = (markup: string): Html => ({ markup });

/** A whole page, as it is sent. */
export function renderPage(name: PageName): string {
  const { title, body } = pageContents[name];
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>${title} · Halyard</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon.markup)}" />
      ${inline(`<style>${style}</style>`)}
    </head>
    <body data-page="${name}">
      <header>${mark} Halyard</header>
      <main>
        <noscript
          ><p>This page needs JavaScript: please allow it, and open the link again.</p></noscript
        >
        ${incomplete} ${body}
      </main>
      ${inline(`<script>${script}</script>`)}
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}

const incomplete = step({
  name: 'incomplete',
  heading: 'This link is incomplete',
  body: html`<p>
    A part of it is missing. Open it once more from where you got it, or copy it whole into the
    address bar. After a page was loaded anew its link has to be opened again, too.
  </p>`,
});

const flag = html`<path d="M6 2v20M6 3.5h12l-3.2 4 3.2 4H6" />`;

const mark = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${flag}</svg>`;

const icon = html`<svg
  xmlns="http://www.w3.org/2000/svg"
  viewBox="0 0 24 24"
  fill="none"
  stroke="#2f6fd0"
  stroke-width="2"
  stroke-linecap="round"
  stroke-linejoin="round"
>
  ${flag}
</svg>`;
