import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { BoxKey, Digest, KeySequence, Signature, SignedTime, VerifyingKey } from './binary.ts'
import { keyLimits } from './limits.ts'

/** What a device is known by. `recovery` is the key behind a recovery code, a device on paper. Crypto's SPEC I2. */
export const KeyDevice = Closed({
  deviceId: Id,
  kind: Type.Enum(['device', 'recovery']),
  signatureKey: VerifyingKey,
  boxKey: BoxKey,
  /** By the device's own signature key, over account and keys. */
  proof: Signature,
})
export type KeyDevice = Static<typeof KeyDevice>

export const KeyLogChange = Type.Union([
  /** The first entry: a new identity and its first device. Signed by the identity key. */
  Closed({ kind: Type.Literal('found'), identityKey: VerifyingKey, device: KeyDevice }),
  Closed({ kind: Type.Literal('admit'), device: KeyDevice }),
  Closed({ kind: Type.Literal('revoke'), deviceId: Id }),
])
export type KeyLogChange = Static<typeof KeyLogChange>

/** One signed entry of an account's key log; an `admit` is the certificate of a device. Crypto's SPEC I4. */
export const KeyLogEntry = Closed({
  userId: Id,
  sequence: KeySequence,
  /** Hash of the entry before; of zeros for the first. */
  previous: Digest,
  atMs: SignedTime,
  /** The device that signs; null for the first entry. */
  authorId: Type.Union([Id, Type.Null()]),
  change: KeyLogChange,
  signature: Signature,
})
export type KeyLogEntry = Static<typeof KeyLogEntry>

/** Names one state of a key log. */
export const KeyLogHead = Closed({ sequence: KeySequence, hash: Digest })
export type KeyLogHead = Static<typeof KeyLogHead>

/** An account's identity, and where its log ends now. */
export const KeyIdentity = Closed({ userId: Id, identityKey: VerifyingKey, head: KeyLogHead })
export type KeyIdentity = Static<typeof KeyIdentity>

const DeviceName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })

/** Appends one entry. The server takes it when `sequence` is the next one: the first that comes wins. */
export const KeyLogDraft = Closed({
  entry: KeyLogEntry,
  /** What the device is called, where one is admitted; may be changed later, is not signed and proves nothing. */
  deviceName: Type.Optional(DeviceName),
})
export type KeyLogDraft = Static<typeof KeyLogDraft>

/** Starts afresh: a `found` entry while the account has an identity, which is named so that nobody replaces another one. */
export const FreshStart = Closed({ ...KeyLogDraft.properties, replaces: VerifyingKey })
export type FreshStart = Static<typeof FreshStart>

/** A device in standing, as its owner sees it in the list; keys and certificates are in the log. */
export const KeyDeviceView = Type.Object({
  deviceId: Id,
  kind: Type.Enum(['device', 'recovery']),
  /** '': none was given. */
  name: Type.String(),
  admittedAt: Instant,
  /** When it last spoke; null: it has not. */
  lastSeenAt: Type.Union([Instant, Type.Null()]),
  /** The session that asks speaks for it. */
  isCurrent: Type.Boolean(),
})
export type KeyDeviceView = Static<typeof KeyDeviceView>

export const KeyDeviceList = Type.Array(KeyDeviceView, { maxItems: keyLimits.devicesPerAccount + 1 })
export const KeyDeviceChange = Closed({ name: DeviceName })

/** Which of the viewer's devices speaks. */
export const SpeakerQuery = Closed({ deviceId: Id })

/** Entries from `from` on, of the account's present identity, or of one that it had before. */
export const KeyLogQuery = Closed({ from: Type.Optional(KeySequence), identityKey: Type.Optional(VerifyingKey) })
export type KeyLogQuery = Static<typeof KeyLogQuery>

export const KeyLogPage = Type.Object({
  identity: Type.Union([KeyIdentity, Type.Null()]),
  entries: Type.Array(KeyLogEntry, { maxItems: keyLimits.entriesPerPage }),
})
export type KeyLogPage = Static<typeof KeyLogPage>
