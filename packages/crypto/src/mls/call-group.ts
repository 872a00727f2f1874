/**
 * One occupied leaf of the group. `identity` and `voucher` are the basic credential's text (SPEC M2), opaque to this package;
 * `signatureKey` is the leaf's own, which a voucher speaks for (SPEC T5).
 */
export type CallMember = {
  leafIndex: number
  identity: string
  voucher: string | undefined
  signatureKey: Uint8Array
}

/** The key pair by which our leaf signs. */
export type LeafKeys = { signKey: Uint8Array; publicKey: Uint8Array }

/** `x25519` is RFC 9420 cipher suite 1; `xwing` the X25519 + ML-KEM-768 hybrid with AES-256-GCM and SHA-512 (SPEC M1). */
export type CallSuite = 'x25519' | 'xwing'

/**
 * - `applied`: the group is in the next epoch
 * - `ignored`: a commit of an epoch already passed, or our own that still waits for the server's word
 * - `removed`: the commit takes our leaf away; the group is closed
 * - `rejected`: it cannot be applied; nothing changed, and the caller enters again on the newest GroupInfo
 */
export type ProcessOutcome = 'applied' | 'ignored' | 'removed' | 'rejected'

/** A commit of ours that counts once the server accepted it. Dropping it without a word is allowed. */
export type PendingCommit = {
  /** The epoch the commit applies to. */
  epoch: number
  commit: Uint8Array
  /** GroupInfo of the epoch the commit makes; published together with it. */
  groupInfo: Uint8Array
  /** The server accepted it: the group moves on. `stale` when another commit was applied meanwhile; nothing changed then. */
  confirm(): 'confirmed' | 'stale'
  /** Another commit won: forgets the secrets of this one. */
  discard(): void
}

/** An entry that counts once the server accepted it. The loser of a race drops it and enters on the newer GroupInfo. */
export type PendingEntry = {
  epoch: number
  commit: Uint8Array
  groupInfo: Uint8Array
  /** The server accepted it. To be called once; throws after `discard`. */
  confirm(): CallGroup
  discard(): void
}

/**
 * `malformed`: not a GroupInfo; `other_call`: of another call or suite; `invalid`: its contents do not verify;
 * `nobody_left`: its only member is a stale leaf of our own identity, so there is nobody to agree with: create a new group.
 */
export type EnterOutcome =
  | { kind: 'entered'; pending: PendingEntry }
  | { kind: 'rejected'; reason: 'malformed' | 'other_call' | 'invalid' | 'nobody_left' }

/**
 * The MLS group of one call (RFC 9420), as seen by one of its members. Calls may overlap; they take effect in order.
 * After `removed` or `close` every method but `process` and `close` throws.
 */
export interface CallGroup {
  /** Below 2^53. */
  readonly epoch: number
  readonly ownLeafIndex: number
  /** In leaf order, ourselves included. A new array with each epoch. */
  readonly members: readonly CallMember[]
  /** Applies a commit (an MLSMessage) made by somebody else. Never throws. */
  process(commit: Uint8Array): Promise<ProcessOutcome>
  /**
   * Prepares a commit that removes leaves; nothing changes until it is confirmed, and a later call takes the place of a
   * pending commit. Leaves already empty are passed over;
   * `undefined` when that leaves nothing to remove. Throws RangeError for our own leaf.
   */
  remove(leafIndexes: readonly number[]): Promise<PendingCommit | undefined>
  /** The SFrame base key of this epoch for `frameSuite` (RFC 9605 §5.2). A fresh copy: the caller may wipe it. */
  baseKey(): Promise<Uint8Array>
  /** Four groups of five digits, equal for all members of an epoch (SPEC M9), such as `01234 56789 01234 56789`. */
  privacyCode(): Promise<string>
  /** GroupInfo with external_pub and ratchet_tree, as MLSMessage bytes, for the server to hand to newcomers. */
  groupInfo(): Promise<Uint8Array>
  /** Wipes the secrets. Idempotent. */
  close(): void
}

/**
 * What a member brings along. `callId` becomes the MLS group id; `identity` and `voucher` follow SPEC M2 or a RangeError is thrown.
 * Without `leafKeys` new ones are made.
 */
export type CallGroupOptions = {
  callId: Uint8Array
  identity: string
  suite: CallSuite
  voucher?: string | undefined
  leafKeys?: LeafKeys | undefined
}
