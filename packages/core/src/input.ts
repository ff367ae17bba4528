import type { Decision } from './evaluation.ts';
import type { CompiledFlag } from './flags/compiled-flag.ts';
import type { IdentifierKind } from './identity.ts';
import type { JsonObject } from './json.ts';
import type { Trace } from './trace.ts';

/** What one evaluation looks at; made once, passed to every condition. */
export interface Input {
  /** As the caller sent it; anything at all. */
  readonly context: EvaluationContext;
  /** Its `attributes`, where they are an object; nothing in it but `Object`’s is inherited. */
  readonly attributes: JsonObject | undefined;
  /** Where and when; not copied, since a number so large would be allocated anew. */
  readonly circumstances: Circumstances;
  /** Of the context: `user_id`, else `anonymous_id`, else `session_id`. */
  readonly identifier: string | undefined;
  readonly identifierKind: IdentifierKind | undefined;
  /** A bucket was needed and there was nothing to bucket by. */
  lacksIdentifier: boolean;
  /** In `elem_match`: the element whose properties are tested. */
  readonly element: unknown;
  /** Where to note what is looked at; `null` when nobody asked. */
  trace: Trace | null;
  /** Prerequisites that were decided already. */
  decisions: Map<CompiledFlag, Decision> | null;
}

/** Who asks and from where. Fields of other types than these count as absent. */
export interface EvaluationContext {
  readonly user_id?: unknown;
  readonly anonymous_id?: unknown;
  readonly session_id?: unknown;
  readonly organization_id?: unknown;
  readonly application_id?: unknown;
  readonly language?: unknown;
  readonly ip_address?: unknown;
  readonly user_agent?: unknown;
  readonly geolocation?: unknown;
  /** Everything else, by name. */
  readonly attributes?: unknown;
}

/** Who asks, where and when. */
export interface Circumstances {
  readonly context: EvaluationContext;
  /** Environment name. */
  readonly environment: string;
  /** Unix time, milliseconds. */
  readonly now: number;
}
