import type { ClientPlatform } from '../client.ts'
import { createBrowserKeyVault } from '../keys/browser/create-browser-key-vault.ts'
import { deviceName } from '../keys/browser/device-name.ts'
import { createBrowserSound } from '../messages/browser/create-browser-sound.ts'
import { createBrowserVoice } from '../voice/browser/create-browser-voice.ts'
import { createBrowserParts } from './browser-platform.ts'

/** Everything the client needs from a browser tab. */
export function createBrowserPlatform(): ClientPlatform {
  return {
    ...createBrowserParts(),
    createVoice: createBrowserVoice,
    createSound: createBrowserSound,
    createKeyVault: createBrowserKeyVault,
    deviceName,
  }
}
