import { findField, isObject, type JsonObject } from './values/find-field.ts';

/** Where the fields of one event may stand. */
export interface EventSource {
  readonly event: JsonObject;
  /** Its fields: of a mobile event's properties too, which come first. */
  readonly places: readonly JsonObject[];
  /** Those, and the context's. */
  readonly everywhere: readonly JsonObject[];
  readonly context: readonly JsonObject[];
}

export function toSource(event: JsonObject): EventSource {
  return sourceOf(event, [event]);
}

/** A mobile client's event says in `properties` what it is about. */
export function toMobileSource(event: JsonObject): EventSource {
  const properties = event['properties'];
  return sourceOf(event, isObject(properties) ? [properties, event] : [event]);
}

function sourceOf(event: JsonObject, places: readonly JsonObject[]): EventSource {
  const given = findField([event], 'context');
  const context = isObject(given) ? [given] : [];
  return { event, places, context, everywhere: [...places, ...context] };
}
