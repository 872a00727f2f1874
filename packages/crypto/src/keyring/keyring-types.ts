/** What a new epoch of the call group brings to the media path. */
export type EpochKeys = {
  epoch: number
  /** `CallGroup.baseKey()`; may be wiped as soon as `install` returned its promise. */
  baseKey: Uint8Array
  ownLeafIndex: number
  /** Every occupied leaf of the epoch, our own included. Frames by other leaves are refused once we have switched. */
  leaves: readonly number[]
  /** How long we go on sending with the epoch before: 0 after a removal, a short overlap after an entry. */
  switchAfterMs: number
}

/** No key, no sending: a frame is never passed on in clear. */
export type SealOutcome = { kind: 'sealed'; frame: Uint8Array } | { kind: 'no_key' }

export type RejectReason = 'malformed' | 'authentication' | 'replayed'

/** `leafIndex` is who really sent it, whatever the server says about the slot; compare it with the roster. */
export type OpenOutcome =
  | { kind: 'opened'; plaintext: Uint8Array; kid: number; counter: number; epoch: number; leafIndex: number }
  | { kind: 'unknown_key'; kid: number }
  | { kind: 'rejected'; reason: RejectReason }

/**
 * Which keys seal and open media frames right now. One keyring serves a participant's whole stay in a group: a second one
 * for an epoch already sent in would repeat counters (SPEC K6).
 */
export interface Keyring {
  /**
   * Frames of the epoch can be opened once this resolves. An epoch not newer than the newest is passed over. Rejects with
   * RangeError for a base key that is not of the suite's length.
   */
  install(keys: EpochKeys): Promise<void>
  /** Never throws; counters are never used twice. */
  seal(plaintext: Uint8Array, metadata?: Uint8Array): Promise<SealOutcome>
  /** Never throws. A frame of the epoch about to come waits up to 200 ms for its keys. */
  open(frame: Uint8Array, metadata?: Uint8Array): Promise<OpenOutcome>
  /** Drops all keys and timers; afterwards nothing is sealed or opened. Idempotent. */
  close(): void
}

/** Milliseconds on any steady scale; timers as the platform has them. */
export interface Clock {
  now(): number
  setTimeout(action: () => void, afterMs: number): unknown
  clearTimeout(timer: unknown): void
}
