/** Lines of the migrated database alone, each after a `+`, and of the schema's alone, after a `-`. */
export function compareDatabases(migrated: readonly string[], schema: readonly string[]): string[] {
  const inMigrated = new Set(migrated);
  const inSchema = new Set(schema);
  const added = migrated.filter((line) => !inSchema.has(line));
  const missing = schema.filter((line) => !inMigrated.has(line));
  return [...added.map((line) => `+ ${line}`), ...missing.map((line) => `- ${line}`)].toSorted();
}
