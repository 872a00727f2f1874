import { BlockList, isIPv4 } from 'node:net'
import type { Place } from '@chaos/protocol'

const own = new BlockList()
own.addSubnet('127.0.0.0', 8, 'ipv4')
own.addAddress('::1', 'ipv6')

/** Private use (RFC 1918, RFC 4193), shared by carriers (RFC 6598), link-local (RFC 3927, RFC 4291). */
const local = new BlockList()
local.addSubnet('10.0.0.0', 8, 'ipv4')
local.addSubnet('172.16.0.0', 12, 'ipv4')
local.addSubnet('192.168.0.0', 16, 'ipv4')
local.addSubnet('100.64.0.0', 10, 'ipv4')
local.addSubnet('169.254.0.0', 16, 'ipv4')
local.addSubnet('fc00::', 7, 'ipv6')
local.addSubnet('fe80::', 10, 'ipv6')

/** What an address tells by itself. No database of countries: those that may be given away are wrong too often. */
export function describePlace(ip: string): Place {
  const family = isIPv4(ip) ? 'ipv4' : 'ipv6'
  if (own.check(ip, family)) return { ip, kind: 'server' }
  return { ip, kind: local.check(ip, family) ? 'local' : 'internet' }
}
