/** A step that a test takes when it wants to. */
export function createStep(): { take: () => void; taken: Promise<void> } {
  let take: () => void = () => undefined;
  const taken = new Promise<void>((resolve) => (take = resolve));
  return { take, taken };
}
