import { invalidInput, type SegmentDetails } from '@halyard/contracts';

/** These never change. */
const fixed = ['id', 'key', 'organization_id', 'created_by', 'created_at'] as const;
/** These change with other writes: as they were read they say nothing. */
const moving = ['version', 'updated_at', 'included_count', 'excluded_count'] as const;

const readOnly = new Set<string>([...fixed, ...moving]);

/** What a body says of a segment, without what nobody writes and was sent back as it was read. */
export function writtenFields(
  segment: SegmentDetails,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const changed = fixed.filter((name) => Object.hasOwn(body, name) && body[name] !== segment[name]);
  if (changed.length > 0) {
    throw invalidInput(changed.map((field) => ({ field, expected: 'left as it is' })));
  }
  return Object.fromEntries(Object.entries(body).filter(([name]) => !readOnly.has(name)));
}
