import type { Platform } from '../platform.ts'
import { createBrowserVoice } from '../voice/browser/create-browser-voice.ts'
import { createBrowserParts } from './browser-platform.ts'

/** Everything the client needs from a browser tab. */
export function createBrowserPlatform(): Platform {
  return { ...createBrowserParts(), createVoice: createBrowserVoice }
}
