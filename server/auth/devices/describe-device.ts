import type { Device } from '@chaos/protocol'
import bowser from 'bowser'

const kinds: Record<string, Device['kind']> = { desktop: 'computer', mobile: 'phone', tablet: 'tablet' }

const knownBrowsers: ReadonlySet<string> = new Set(Object.values(bowser.BROWSER_MAP))

/** Otherwise it is what somebody wrote there: whoever passes for a computer can say any name. */
export const isKnownBrowser = (name: string): boolean => knownBrowsers.has(name)

/** Reads a user agent. It proves nothing: clients say what they like. */
export function describeDevice(userAgent: string): Device {
  if (userAgent === '') return { browser: null, system: null, kind: 'program' }
  const { browser, os, platform } = bowser.parse(userAgent)
  const kind = kinds[platform.type ?? '']
  // Programs are known by the first word that they say.
  if (!kind) return { browser: userAgent.split(/[/ ]/, 1)[0] || null, system: null, kind: 'program' }
  return { browser: browser.name || null, system: os.name || null, kind }
}
