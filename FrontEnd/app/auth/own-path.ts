/**
 * `path` when it leads to a page of ours, else `/`. The server checks it too, but an address can be typed and sent around.
 * Browsers read `//host` and `/\host` as other sites (WHATWG URL §4.4).
 */
export function ownPath(path: string | null, here: string): string {
  if (!path?.startsWith('/') || !URL.canParse(path, here)) return '/'
  const { origin, pathname, search, hash } = new URL(path, here)
  return origin === here && !/^\/[/\\]/.test(pathname) ? pathname + search + hash : '/'
}
