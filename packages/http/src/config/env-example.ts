import { z } from 'zod';

/**
 * Renders `.env.example` for a configuration: each variable with its description, as a comment
 * that shows its default.
 */
export function renderEnvExample(schema: z.ZodObject): string {
  const properties =
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {};
  const entries = Object.entries(properties).map(([name, property]) => {
    const { description = '', default: value = '' } = typeof property === 'object' ? property : {};
    return `# ${description}\n# ${name}=${String(value)}\n`;
  });
  return entries.join('\n');
}
