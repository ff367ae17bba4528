import type { MobileFlagList } from '@halyard/contracts';
import type { Listed } from '@halyard/core';

import { inOrder } from '../answers/in-order.ts';
import { collectFlags } from './collect-flags.ts';
import type { ListKind } from './list-reader.ts';

/** `GET /v1/flags` */
export const mobileFlags: ListKind<Listed> = {
  name: 'mobile',
  defaultEnvironment: 'production',
  collect: collectFlags,
  write: ({ flag: { key }, enabled, configuration, variation }) =>
    JSON.stringify({
      key,
      enabled,
      ...(configuration && { configuration: inOrder(configuration) }),
      ...(variation !== undefined && { variation }),
    } satisfies MobileFlagList['flags'][number]),
  enclose: (flags) => `{"flags":[${flags.join(',')}]}`,
};
