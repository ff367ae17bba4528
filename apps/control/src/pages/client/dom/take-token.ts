/**
 * The link's token; from then on it stands neither in the address bar nor in the history. Another
 * link pasted into the same page changes its fragment alone: then the page begins anew.
 */
export function takeToken(): string | undefined {
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  addEventListener('hashchange', () => location.reload());
  return token === '' ? undefined : token;
}
