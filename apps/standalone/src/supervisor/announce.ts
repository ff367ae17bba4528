import { demoFlagKey } from '../demo/flags.ts';
import type { DemoKeys } from '../demo/keys.ts';
import type { ReadyMessage } from '../process/messages.ts';

export interface Announcement {
  host: string;
  /** What `serve` reported. */
  served: ReadyMessage;
  logs: string;
  demoKeys: DemoKeys | undefined;
}

/** What is printed when everything runs: the address first, then how to use it. */
export function announce({ host, served, logs, demoKeys }: Announcement): string {
  const urlOf = (port: number | undefined) =>
    `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const url = urlOf(served.port);
  const operationsUrl = urlOf(served.operationsPort);
  const lines = ['', `  Halyard runs at  ${url}`, ''];
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
    `  Logs             ${logs}`,
    '  Stop             Ctrl-C',
    '',
  );
  return lines.join('\n');
}

const curl = (url: string, key: string): string =>
  `curl -s ${url}/api/flags/${demoFlagKey}/evaluate -H 'X-SDK-Key: ${key}' ` +
  `-H 'Content-Type: application/json' -d '{"context":{"user_id":"user-123"}}'`;
