import { isObject, own } from '../json.ts';
import { normaliseCondition } from './condition.ts';
import { withFields } from './fields.ts';

/** The stored form of a segment. Takes any JSON; what cannot be read is left as it is. */
export const normaliseSegment = (segment: unknown): unknown =>
  isObject(segment)
    ? withFields(segment, { rules: normaliseCondition(own(segment, 'rules')) })
    : segment;
