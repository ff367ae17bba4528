import { html, type Html } from '@halyard/http';

import type { Mail } from '../mail.ts';

export interface MailContent {
  kind: Mail['kind'];
  id?: string;
  to: string;
  subject: string;
  /** What is to be known first. */
  opening: readonly string[];
  /** What can be done about it. */
  action?: { label: string; link: string };
  /** Until when, and what else to know. */
  closing: readonly string[];
}

/** One content as plain text and as HTML. */
export const composeMail = (content: MailContent): Mail => ({
  kind: content.kind,
  ...(content.id !== undefined && { id: content.id }),
  to: content.to,
  subject: content.subject,
  text: textOf(content),
  html: `<!doctype html>\n${htmlOf(content).markup}\n`,
  link: content.action?.link,
});

const textOf = ({ opening, action, closing }: MailContent): string =>
  [...opening, ...(action ? [`${action.label}:\n${action.link}`] : []), ...closing, '-- \nHalyard']
    .join('\n\n')
    .concat('\n');

const textStyle = 'margin:0 0 16px';
const buttonStyle =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5fbf;color:#ffffff;' +
  'font-weight:600;text-decoration:none';

const htmlOf = ({ subject, opening, action, closing }: MailContent): Html =>
  html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>${subject}</title>
    </head>
    <body
      style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#ffffff"
    >
      <div style="max-width:560px;margin:0 auto">
        ${opening.map(paragraph)}${action ? button(action) : ''}${closing.map(paragraph)}
        <p style="margin:24px 0 0;color:#5b6675">Halyard</p>
      </div>
    </body>
  </html>`;

const paragraph = (text: string): Html => html`<p style="${textStyle}">${text}</p> `;

const button = ({ label, link }: { label: string; link: string }): Html =>
  html`<p style="${textStyle}"><a href="${link}" style="${buttonStyle}">${label}</a></p>
    <p style="${textStyle};font-size:13px;color:#5b6675">
      Or open this address:<br />
      <span style="word-break:break-all">${link}</span>
    </p> `;
