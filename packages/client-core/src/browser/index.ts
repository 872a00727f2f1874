import type { ClientPlatform } from '../client.ts'
import { createBrowserVoice } from '../voice/browser/create-browser-voice.ts'
import { createBrowserParts } from './browser-platform.ts'

/** Everything the client needs from a browser tab. */
export function createBrowserPlatform(): ClientPlatform {
  return { ...createBrowserParts(), createVoice: createBrowserVoice }
}
