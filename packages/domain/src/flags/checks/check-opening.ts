import { AppError, type FlagDocument } from '@halyard/contracts';
import type { FlagEnvironment } from '@halyard/core';

/**
 * Refuses to take the last rule away from an enabled environment without a percentage: what only
 * some had would be on for everyone. Setting the percentage, or confirming, lets it pass.
 */
export function checkOpening(before: FlagDocument, after: FlagDocument): void {
  const opened = Object.entries(after.environments).filter(([name, environment]) => {
    const old = Object.hasOwn(before.environments, name) ? before.environments[name] : undefined;
    return old && hasRules(old) && opensToEveryone(environment);
  });
  if (opened.length === 0) return;
  throw new AppError(
    'would_open_to_everyone',
    'Without its rules the flag would be on for everyone. Set rollout_percentage, or confirm.',
    opened.map(([name]) => ({
      field: `environments.${name}.rollout_percentage`,
      expected: 'set when the last rule is removed',
    })),
  );
}

const hasRules = ({ rules }: FlagEnvironment): boolean => rules !== undefined && rules.length > 0;

const opensToEveryone = (environment: FlagEnvironment): boolean =>
  environment.enabled && !hasRules(environment) && environment.rollout_percentage === undefined;
