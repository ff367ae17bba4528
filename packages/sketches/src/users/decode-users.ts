import { mergeEncodedUsers } from './merge-encoded-users.ts';
import { createUserSketch, type UserSketch } from './user-sketch.ts';

/** The sketch that was encoded; throws at bytes that are none. */
export function decodeUsers(bytes: Uint8Array): UserSketch {
  const sketch = createUserSketch();
  mergeEncodedUsers(sketch, bytes);
  return sketch;
}
