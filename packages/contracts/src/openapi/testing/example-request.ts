import { errorStatus } from '../../errors.ts';
import { exampleIds } from '../../examples/ids.ts';
import type { Route } from '../../routes/route.ts';

/** What there is in place of what the examples show. */
export interface ExampleSurroundings {
  ids: Readonly<Record<keyof typeof exampleIds, string>>;
  /** Of the path, by name. */
  params: Readonly<Record<string, string>>;
}

/** A route's example as a request that can be sent, and what its answer must be like. */
export interface ExampleRequest {
  method: string;
  /** With the query. */
  path: string;
  body: object | undefined;
  /** The one that the route promises where nothing is wrong. */
  status: number | undefined;
  /** Of the answer; `undefined` where the example shows none. */
  fields: string[] | undefined;
}

const refusals = new Set<number>(Object.values(errorStatus));

export function toExampleRequest(
  { method, path, example, answers }: Route,
  { ids, params }: ExampleSurroundings,
): ExampleRequest {
  const { query, body, answer } = example!;
  const search = query && new URLSearchParams(inPlace(query, ids)).toString();
  return {
    method,
    path:
      path.replaceAll(/:(\w+)/g, (_, name: string) => params[name]!) + (search ? `?${search}` : ''),
    body: body === undefined ? undefined : (inPlace(body, ids) as object),
    status: Object.keys(answers)
      .map(Number)
      .find((one) => !refusals.has(one)),
    fields: answer === undefined ? undefined : Object.keys(answer as object).toSorted(),
  };
}

/** The same with the ids that there are. */
function inPlace<T>(value: T, ids: ExampleSurroundings['ids']): T {
  let text = JSON.stringify(value);
  for (const [name, id] of Object.entries(exampleIds)) {
    text = text.replaceAll(id, ids[name as keyof typeof ids]);
  }
  return JSON.parse(text) as T;
}
