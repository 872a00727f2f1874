import { expect, it } from 'vitest'
import { deviceWords, placeWords, timeWords } from './place-words.ts'

it('names a device by what it says of itself', () => {
  expect(deviceWords({ browser: 'Firefox', system: 'Linux', kind: 'computer' })).toBe('Firefox on Linux')
  expect(deviceWords({ browser: 'curl', system: null, kind: 'program' })).toBe('curl')
  expect(deviceWords({ browser: null, system: null, kind: 'program' })).toBe('A program')
  expect(deviceWords({ browser: null, system: null, kind: 'phone' })).toBe('An unknown device')
})

it('names a place only as far as the address tells', () => {
  expect(placeWords({ ip: '127.0.0.1', kind: 'server' })).toBe('The machine that runs this server')
  expect(placeWords({ ip: '192.168.1.4', kind: 'local' })).toBe('A local network (192.168.1.4)')
  expect(placeWords({ ip: '203.0.113.7', kind: 'internet' })).toBe('203.0.113.7')
})

it('says times as people do', () => {
  const now = Date.parse('2026-03-10T12:00:00Z')
  expect(timeWords('2026-03-10T11:59:30Z', now)).toBe('just now')
  expect(timeWords('2026-03-10T12:00:05Z', now)).toBe('just now')
  expect(timeWords('2026-03-10T11:57:00Z', now)).toBe('3 minutes ago')
  expect(timeWords('2026-03-10T10:00:00Z', now)).toBe('2 hours ago')
  expect(timeWords('2026-03-09T11:00:00Z', now)).toBe('yesterday')
  expect(timeWords('2026-01-01T11:00:00Z', now)).toBe('Jan 1, 2026')
})
