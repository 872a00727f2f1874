import { describeDevice, isKnownBrowser } from '../devices/describe-device.ts'

/** A user agent in words: "Firefox on Windows". Only words of ours, since anybody can write anything there. */
export function deviceWords(userAgent: string): string {
  const { browser, system } = describeDevice(userAgent)
  const program = browser && isKnownBrowser(browser) ? browser : 'Another program'
  // What our desktop client runs on means nothing to most people.
  const words = program === 'Electron' ? 'The desktop client' : program
  return system ? `${words} on ${system}` : words
}
