import { z } from 'zod';

import * as contracts from '../index.ts';
import type { JsonSchema } from './openapi-document.ts';

export interface JsonSchemas {
  /** A reference to a schema that has a name, else the schema itself. */
  of(schema: z.ZodType): JsonSchema;
  /** Those with a name that are needed. */
  named: Record<string, JsonSchema>;
}

/**
 * Writes schemas as JSON Schema, by zod itself: what zod-to-openapi adds is a registry to be filled by
 * hand, and here a schema's name is the one it is exported by. Those in `unnamed` get none.
 */
export function toJsonSchemas(
  schemas: Iterable<z.ZodType>,
  unnamed: ReadonlySet<z.ZodType>,
): JsonSchemas {
  const list = [...new Set(schemas)];
  // Together, so that each one that has a name is written once.
  const together = z.toJSONSchema(z.tuple(list as [z.ZodType, ...z.ZodType[]]), {
    metadata: namesExcept(unnamed),
    // What travels is what schemas take in, of answers too: they are sent as they are, then checked.
    io: 'input',
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  const text = JSON.stringify(together).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { prefixItems, $defs = {} } = JSON.parse(text) as Converted;
  const converted = new Map(list.map((schema, index) => [schema, prefixItems[index]!]));
  return { of: (schema) => converted.get(schema)!, named: $defs };
}

interface Converted {
  prefixItems: JsonSchema[];
  $defs?: Record<string, JsonSchema>;
}

function namesExcept(unnamed: ReadonlySet<z.ZodType>) {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(contracts)) {
    if (schema instanceof z.ZodType && !unnamed.has(schema)) names.add(schema, { id });
  }
  return names;
}

/** Leaves out what says nothing, and `readOnly`, which OpenAPI reads as "never in a request". */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  /* oxlint-disable no-param-reassign -- zod's overrides work in place */
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  delete schema.propertyNames;
  delete schema.readOnly;
  /* oxlint-enable no-param-reassign */
}
