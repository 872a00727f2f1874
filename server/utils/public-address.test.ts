import { expect, it } from 'vitest'
import { isPublicAddress } from './public-address.ts'

it('tells addresses of the public internet from all others', () => {
  for (const address of ['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    expect([address, isPublicAddress(address)]).toEqual([address, true])
  const own = ['10.1.2.3', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0']
  const own6 = [
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ]
  for (const address of [...own, ...own6, 'ff02::1', '224.0.0.1', 'localhost', ''])
    expect([address, isPublicAddress(address)]).toEqual([address, false])
})
