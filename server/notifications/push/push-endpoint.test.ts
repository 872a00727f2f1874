import { expect, it } from 'vitest'
import { publicLookup, requireEndpoint } from './push-endpoint.ts'

const taken = (endpoint: string, allowPrivate = false): boolean => {
  try {
    requireEndpoint(endpoint, { allowPrivate })
    return true
  } catch {
    return false
  }
}

it('takes https addresses on the public internet only', () => {
  expect(taken('https://push.example/send/abc')).toBe(true)
  expect(taken('https://8.8.8.8/send')).toBe(true)
  const refused = [
    'http://push.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://192.168.1.1/',
    'file:///etc',
  ]
  const odd = ['https://2130706433/', 'https://0x7f.1/', 'https://[::ffff:10.0.0.1]/', 'https://a:b@push.example/', 'x']
  for (const endpoint of [...refused, ...odd]) expect([endpoint, taken(endpoint)]).toEqual([endpoint, false])
  expect(taken('http://127.0.0.1:1234/', true)).toBe(true)
  expect(taken('ftp://127.0.0.1/', true)).toBe(false)
})

it('a name that stands for a private address is not connected to', async () => {
  const found = await new Promise((resolve) => publicLookup('localhost', { all: true }, resolve))
  expect(found).toBeInstanceOf(Error)
})
