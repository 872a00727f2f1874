import { type LookupAddress, lookup as lookUp } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { BadRequestError } from '../../utils/domain-error.ts'
import { isPublicAddress } from '../../utils/public-address.ts'

/** What this server may be made to call. `allowPrivate` is for tests and for networks without an internet. */
export type EndpointRules = { allowPrivate: boolean }

function isPushService(url: URL, { allowPrivate }: EndpointRules): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (allowPrivate) return url.protocol === 'https:' || url.protocol === 'http:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return url.protocol === 'https:' && (isIP(host) === 0 || isPublicAddress(host))
}

/** Throws {@link BadRequestError} for an address that a push service cannot have. */
export function requireEndpoint(endpoint: string, rules: EndpointRules): void {
  const url = URL.parse(endpoint)
  if (!url || !isPushService(url, rules)) throw new BadRequestError('that is no push service')
}

/** A look-up of names that finds no private addresses. It happens for each connection, so no name can change under it. */
export const publicLookup: LookupFunction = (host, options, done) => {
  lookUp(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return done(error, [])
    const [first] = found
    const isPublic = first !== undefined && found.every(({ address }) => isPublicAddress(address))
    if (!isPublic) return done(new Error(`${host} is not on the public internet`), [])
    if (options.all) done(null, found)
    else done(null, first.address, first.family)
  })
}
