import { expect, test } from 'vitest'
import { deviceWords } from './device-words.ts'

const chrome = '(KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 ${chrome}`, 'Chrome on Linux'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${chrome} Edg/141.0.0.0`, 'Microsoft Edge on Windows'],
  [`Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 ${chrome} Electron/40.0.0`, 'The desktop client on Linux'],
  ['curl/8.14.1', 'Another program'],
  ['', 'Another program'],
])('%s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words)
})

test.each([
  'Call-your-bank/1.0',
  'Call your bank at +1 555 0100/1.0 (Windows NT 10.0; Win64; x64)',
  'Call your bank at +1 555 0100/1.0 (Linux; Android 15; SM-X710) Mobile',
  'Mozilla/5.0 (Call your bank; Macintosh) Call/1.0',
  'Call\r\nyour bank/1 (Windows NT 10.0)',
])('what somebody wrote does not get in: %j', (userAgent) => {
  expect(deviceWords(userAgent)).not.toMatch(/call|bank|555|\n/i)
})
