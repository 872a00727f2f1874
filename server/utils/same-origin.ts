/** What a browser says about where a request comes from. */
export type RequestOrigin = {
  origin: string | undefined
  /** `Sec-Fetch-Site` of the Fetch Metadata specification; absent on plain http outside localhost. */
  fetchSite: string | undefined
  host: string
}

/**
 * `foreign` when another site's page sent this, `unknown` when nothing says so: no browser, since browsers name
 * the origin of every POST and of every WebSocket.
 *
 * @param publicUrl where people reach this server; its origin counts as ours behind a proxy that rewrites `Host`
 */
export function judgeOrigin(request: RequestOrigin, publicUrl: string): 'same' | 'foreign' | 'unknown' {
  if (request.fetchSite !== undefined) return request.fetchSite === 'same-origin' ? 'same' : 'foreign'
  if (request.origin === undefined) return 'unknown'
  if (!URL.canParse(request.origin)) return 'foreign'
  const { host, origin } = new URL(request.origin)
  return host === request.host || origin === new URL(publicUrl).origin ? 'same' : 'foreign'
}
