import { compileFlag } from './flags/compile.ts';
import type { Flag, Segment } from './model.ts';
import { compileSegment } from './segments/compile.ts';
import { unknownSegment, type SegmentSlot } from './segments/slot.ts';

/** What a flag's answers depend on beside itself. */
export interface FlagReferences {
  /** Keys of segments; each once, in order. */
  readonly segments: readonly string[];
  readonly prerequisites: readonly PrerequisiteReference[];
}

export interface PrerequisiteReference {
  /** Name of the environment that depends on it. */
  readonly environment: string;
  /** Id of the flag that it depends on. */
  readonly flag: string;
  /** The variation that the flag must serve. */
  readonly variation?: string;
}

// Only which segments are named matters here: nothing that is compiled is ever evaluated.
const compilation = { regex: undefined, findSlot: unknownSegment };

/** Every segment and flag that a flag names, wherever it does. Takes any JSON. */
export function listReferences(flag: Flag): FlagReferences {
  const { segments, environments } = compileFlag(flag, compilation);
  const prerequisites = [...environments].flatMap(([environment, compiled]) =>
    compiled.prerequisites
      .filter(({ flagId }) => flagId !== '')
      .map(({ flagId, variation }) => ({
        environment,
        flag: flagId,
        ...(variation !== undefined && { variation }),
      })),
  );
  return { segments: keysOf(segments), prerequisites };
}

/** Keys of the segments that a segment's rules name; each once, in order. Takes any JSON. */
export const listSegmentReferences = (segment: Segment): readonly string[] =>
  keysOf(compileSegment(segment, compilation).uses);

const keysOf = (slots: Iterable<SegmentSlot>): readonly string[] =>
  [...new Set([...slots].map(({ key }) => key))].toSorted();
