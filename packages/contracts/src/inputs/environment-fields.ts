import { z } from 'zod';

import { yesOrNo } from './yes-or-no.ts';

const expected = '1 to 64 letters, digits, ".", "_" or "-", starting with a letter or digit';

/** What people say of an environment. */
export const EnvironmentFields = z.strictObject({
  name: z.string(expected).regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, expected),
  /** Only some roles may change what is answered there. */
  protected: yesOrNo,
  /** Whether flags get Smart Insights in it where they do not say. */
  smart_insights: yesOrNo,
});
