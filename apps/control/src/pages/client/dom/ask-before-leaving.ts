/** Has the browser ask before the page is left: what it shows is not shown again. */
export function askBeforeLeaving(): { end(): void } {
  const controller = new AbortController();
  addEventListener('beforeunload', (event) => event.preventDefault(), {
    signal: controller.signal,
  });
  return { end: () => controller.abort() };
}
