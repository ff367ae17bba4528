/** The element of that kind which the page must have. */
export function find<E extends Element>(
  kind: abstract new () => E,
  selector: string,
  within: ParentNode = document,
): E {
  const element = within.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return element;
}
