/** Never reached: it only completes a path, to see whether a browser would stay. */
const here = 'https://here.invalid'
const longest = 512

/**
 * `path` when it leads to a page of ours, else `/`. Browsers read `//host`, `/\host` and paths with tabs or line breaks
 * in them as addresses of other sites (WHATWG URL §4.4).
 */
export function ownPath(path: string): string {
  if (path.length > longest || !path.startsWith('/') || !URL.canParse(path, here)) return '/'
  const { origin, pathname, search, hash } = new URL(path, here)
  // What was put right on the way, as in `/.//host`, may lead elsewhere when it is read again.
  return origin === here && !/^\/[/\\]/.test(pathname) ? pathname + search + hash : '/'
}
