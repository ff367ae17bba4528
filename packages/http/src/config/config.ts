import { z } from 'zod';

/** A process's configuration could not be read; the message lists every problem, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Parses environment variables by a schema and reports every problem at once. Variables that are
 * set to nothing count as not set. Values are never repeated in the message: they may be secrets.
 */
export function parseConfig<S extends z.ZodObject>(
  schema: S,
  environment: Record<string, string | undefined>,
): z.infer<S> {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, environment[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;

  const problems = result.error.issues.map(
    (issue) => `  ${issue.path.join('.')}: ${describe(issue, given)}`,
  );
  throw new ConfigError(`The configuration is not usable:\n${problems.join('\n')}`);
}

function describe(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const isMissing = !((issue.path[0] as string) in given);
  return isMissing ? 'is required' : issue.message;
}

/** A TCP port in an environment variable. */
export const port = z.coerce.number().int().min(0).max(65_535);
