import { isIPv4, isIPv6 } from 'node:net'

/**
 * What an address is counted under. One customer has a whole IPv6 /64 (RFC 6177 §2), so its addresses count as one; an
 * IPv4 address counts by itself, also when it is written as an IPv6 one.
 */
export function clientNetwork(ip: string): string {
  if (isIPv4(ip)) return ip
  const [address = ''] = ip.split('%')
  const mapped = /^::ffff:(?:0:)?([\d.]+)$/i.exec(address)?.[1]
  if (mapped && isIPv4(mapped)) return mapped
  return isIPv6(address) ? `${firstGroups(address, 4).join(':')}::/64` : address
}

/** The first groups of an IPv6 address, without leading zeros, what `::` leaves out written as zeros. */
function firstGroups(address: string, count: number): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const left = tail === undefined ? 0 : 8 - front.length - back.length
  const groups = [...front, ...Array.from({ length: Math.max(0, left) }, () => '0'), ...back]
  return groups.slice(0, count).map((group) => Number.parseInt(group, 16).toString(16))
}
