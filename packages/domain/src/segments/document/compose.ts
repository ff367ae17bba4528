import type { SegmentDocument, SegmentFields } from '@halyard/contracts';

/** The parts of a segment's document that people do not write. */
export type SegmentIdentity = Omit<SegmentDocument, keyof SegmentFields>;

/** A segment's document of what Halyard and what people say of it. */
export function composeSegment(identity: SegmentIdentity, fields: SegmentFields): SegmentDocument {
  const { name, description, rules } = fields;
  return {
    name,
    ...(description !== undefined && { description }),
    ...(rules !== undefined && {
      rules: rules as unknown as NonNullable<SegmentDocument['rules']>,
    }),
    ...identity,
  };
}

/** Those parts of a segment that is there. */
export function identityOf(segment: SegmentDocument): SegmentIdentity {
  const { id, key, organization_id, version, created_by, created_at, updated_at } = segment;
  return {
    id,
    key,
    organization_id,
    version,
    ...(created_by !== undefined && { created_by }),
    created_at,
    updated_at,
  };
}
