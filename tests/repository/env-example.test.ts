import { renderEnvExample } from '@halyard/http';
import { StandaloneConfig } from '@halyard/standalone/config';
import { expect, test } from 'vitest';

test('.env.example lists what can be configured (write it anew with `npm run test -- --project repository -u`)', async () => {
  await expect(renderEnvExample(StandaloneConfig)).toMatchFileSnapshot('../../.env.example');
});
