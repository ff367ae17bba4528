import type { CompiledDataSet } from './compile.ts';
import { findFlag } from './find-flag.ts';
import { identify, type EvaluationContext, type Identifier } from './identity.ts';
import type { Flag } from './model.ts';

export interface EvaluationRequest {
  /** UUID of the caller's application; `null` sees enterprise flags only. */
  applicationId: string | null;
  flagKey: string;
  /** Environment name. */
  environment: string;
  context: EvaluationContext;
}

/** Why a flag that was found is on or off. */
export type Reason = 'DISABLED' | 'DEFAULT';

export type Evaluation =
  | {
      found: true;
      flag: Flag;
      enabled: boolean;
      reason: Reason;
      identifier: Identifier | undefined;
    }
  | { found: false; reason: 'FLAG_NOT_FOUND' | 'FLAG_ARCHIVED' };

/** Decides one flag for one context. Pure, synchronous, never throws. */
export function evaluate(compiled: CompiledDataSet, request: EvaluationRequest): Evaluation {
  const found = findFlag(compiled, request.applicationId, request.flagKey);
  if (found.found === 'nothing') return { found: false, reason: 'FLAG_NOT_FOUND' };
  if (found.found === 'archived') return { found: false, reason: 'FLAG_ARCHIVED' };

  const { flag } = found;
  const enabled = flag.environments.get(request.environment)?.enabled === true;
  const reason = enabled ? 'DEFAULT' : 'DISABLED';
  return { found: true, flag, enabled, reason, identifier: identify(request.context) };
}
