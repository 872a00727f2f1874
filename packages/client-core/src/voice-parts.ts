import type { Connect } from './connection/reconnecting-socket.ts'
import type { Clock } from './platform.ts'
import type { Dispatch, RootState } from './state/store.ts'
import type { CallLeaf } from './keys/key-vault.ts'
import type { LeafStanding } from './voice/leaf-standing.ts'
import type { DeviceCommands, VoiceCommands } from './voice/voice-commands.ts'

/** A leaf with what it shows for its owner. */
export type CallLeafClaim = CallLeaf & { userId: string; voucher: string }

/** By whom the leaves of a call's group are held (crypto's SPEC T5). */
export interface CallKeys {
  /** This device's word for our leaf, each time there is another; null: it has none to give for now. */
  vouch(leaf: CallLeaf, tell: (voucher: string | null) => void): void
  /** Tells whenever the leaf's standing changes, until the returned function is called. At first it is `unchecked`. */
  watch(claim: CallLeafClaim, tell: (standing: LeafStanding) => void): () => void
}

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
  callKeys: CallKeys
}

export type VoiceParts = {
  commands: VoiceCommands
  devices: DeviceCommands
  /** Ends the call and lets go of the devices. Idempotent. */
  close(): Promise<void>
}

/** null: this platform has no voice. */
export type CreateVoice = ((deps: VoiceDeps) => VoiceParts) | null
