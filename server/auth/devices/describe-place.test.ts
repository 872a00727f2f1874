import { expect, test } from 'vitest'
import { describePlace } from './describe-place.ts'

test.each([
  ['127.0.0.1', 'server'],
  ['::1', 'server'],
  ['192.168.1.20', 'local'],
  ['172.31.255.255', 'local'],
  ['172.32.0.1', 'internet'],
  ['100.100.1.1', 'local'],
  ['fd12::1', 'local'],
  ['fe80::1', 'local'],
  ['203.0.113.7', 'internet'],
  ['2001:db8::1', 'internet'],
  ['', 'internet'],
])('%s: %s', (ip, kind) => {
  expect(describePlace(ip)).toEqual({ ip, kind })
})
