import type { Connect } from './connection/reconnecting-socket.ts'
import type { Clock } from './platform.ts'
import type { Dispatch, RootState } from './state/store.ts'
import type { DeviceCommands, VoiceCommands } from './voice/voice-commands.ts'

/** What voice gets from the client: the store to report into, and the way to the server. */
export type VoiceDeps = {
  dispatch: Dispatch
  getState: () => RootState
  clock: Clock
  /** `wss://host/ws/voice/ID` for a path that begins with `/`. */
  socketUrl: (path: string) => string
  /** A token that is good for some time yet; null when nobody is signed in. Rejects when the server cannot be reached. */
  accessToken: (options?: { renew: boolean }) => Promise<string | null>
  connect: Connect
}

export type VoiceParts = {
  commands: VoiceCommands
  devices: DeviceCommands
  /** Ends the call and lets go of the devices. Idempotent. */
  close(): Promise<void>
}

/** null: this platform has no voice. */
export type CreateVoice = ((deps: VoiceDeps) => VoiceParts) | null
