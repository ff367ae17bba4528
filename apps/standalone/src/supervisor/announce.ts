import { oneTimeLink } from '@halyard/control';

import { demoFlagKey } from '../demo/flags.ts';
import type { DemoKeys } from '../demo/keys.ts';
import type { ReadyMessage } from '../process/messages.ts';
import { urlOf } from '../url-of.ts';

export interface Announcement {
  host: string;
  /** What `serve` reported. */
  served: ReadyMessage;
  /** What `work` reported. */
  worked: ReadyMessage;
  logs: string;
  /** The file of what operators show to look at queues. */
  operatorPassword: string;
  demoKeys: DemoKeys | undefined;
  /** How people reach Halyard, where it is not by this address. */
  publicUrl: string | undefined;
  /** Of the link by which the first user is made. */
  setUpToken: string | undefined;
}

/** What is printed when everything runs: the address first, then how to use it. */
export function announce(announcement: Announcement): string {
  const { host, served, worked, logs, operatorPassword, demoKeys, publicUrl, setUpToken } =
    announcement;
  const url = urlOf(host, served.port);
  const operationsUrl = urlOf(host, served.operationsPort);
  const lines = ['', `  Halyard runs at  ${url}`, ''];
  if (setUpToken !== undefined) {
    lines.push(
      '  Make your account (this link works once, for seven days):',
      '',
      `  ${oneTimeLink(publicUrl ?? url, 'setUp', setUpToken)}`,
      '',
    );
  }
  if (demoKeys) {
    lines.push(
      `  SDK key          ${demoKeys.sdk}`,
      `  Server key       ${demoKeys.server}`,
      '',
      '  Evaluate the demo flag:',
      '',
      curl(url, demoKeys.sdk),
      '',
    );
  } else {
    lines.push('  This database has an organization already: use your own keys.', '');
  }
  lines.push(
    `  Health, metrics  ${operationsUrl}/readyz  ${operationsUrl}/metrics`,
    `  Queues           ${urlOf(host, worked.operationsPort)}/queues  password in ${operatorPassword}`,
    `  Logs             ${logs}`,
    '  Stop             Ctrl-C',
    '',
  );
  return lines.join('\n');
}

const curl = (url: string, key: string): string =>
  `curl -s ${url}/api/flags/${demoFlagKey}/evaluate -H 'X-SDK-Key: ${key}' ` +
  `-H 'Content-Type: application/json' -d '{"context":{"user_id":"user-123"}}'`;
