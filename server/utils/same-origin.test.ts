import { expect, test } from 'vitest'
import { judgeOrigin } from './same-origin.ts'

const publicUrl = 'https://chaos.example'

test.each([
  [{ fetchSite: 'same-origin', origin: undefined }, 'same'],
  [{ fetchSite: 'cross-site', origin: undefined }, 'foreign'],
  [{ fetchSite: 'same-site', origin: 'https://chaos.example' }, 'foreign'],
  [{ fetchSite: 'none', origin: undefined }, 'foreign'],
  [{ fetchSite: undefined, origin: 'http://10.0.0.5:8080' }, 'same'],
  [{ fetchSite: undefined, origin: 'https://chaos.example' }, 'same'],
  [{ fetchSite: undefined, origin: 'http://chaos.example' }, 'foreign'],
  [{ fetchSite: undefined, origin: 'http://10.0.0.5:9090' }, 'foreign'],
  [{ fetchSite: undefined, origin: 'https://evil.example' }, 'foreign'],
  [{ fetchSite: undefined, origin: 'null' }, 'foreign'],
  [{ fetchSite: undefined, origin: undefined }, 'unknown'],
] as const)('%o is %s', (headers, verdict) => {
  expect(judgeOrigin({ ...headers, host: '10.0.0.5:8080' }, publicUrl)).toBe(verdict)
})
