/** A field where there is a value; documents leave out what is absent. */
export function present<K extends string, V>(
  field: K,
  value: V | null | undefined,
): { [P in K]?: V } {
  return value === null || value === undefined ? {} : ({ [field]: value } as { [P in K]: V });
}
