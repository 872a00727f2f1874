import { isBytes, isCount, isEither, isId, isList, isNull, isOneOf, isRecord, isTime } from '../bytes/checks.ts'
import { ed25519Sizes } from '../primitives/ed25519.ts'
import { xWingSizes } from '../primitives/x-wing.ts'

/** Records of a key log as they travel; described in packages/protocol/src/keys/key-log.ts. */
export type KeyDevice = {
  deviceId: string
  kind: 'device' | 'recovery'
  signatureKey: string
  boxKey: string
  proof: string
}

export type KeyLogHead = { sequence: number; hash: string }

export type KeyLogChange =
  | { kind: 'found'; identityKey: string; device: KeyDevice }
  | { kind: 'admit'; device: KeyDevice }
  | { kind: 'revoke'; deviceId: string }

export type KeyLogEntry = {
  userId: string
  sequence: number
  previous: string
  atMs: number
  authorId: string | null
  change: KeyLogChange
  signature: string
}

export type KeyIdentity = { userId: string; identityKey: string; head: KeyLogHead }
export type KeyLogPage = { identity: KeyIdentity | null; entries: readonly KeyLogEntry[] }

/** SPEC I7. */
export const logLimits = { entries: 4_096, devices: 32 } as const

export const isDigest = isBytes(32)
export const isVerifyingKey = isBytes(ed25519Sizes.publicKey)
export const isSignature = isBytes(ed25519Sizes.signature)
export const isSequence = isCount(0, 2 ** 32 - 1)

export const isHead = isRecord<KeyLogHead>({ sequence: isSequence, hash: isDigest })

export const isKeyDevice = isRecord<KeyDevice>({
  deviceId: isId,
  kind: isOneOf('device', 'recovery'),
  signatureKey: isVerifyingKey,
  boxKey: isBytes(xWingSizes.publicKey),
  proof: isSignature,
})

type Found = Extract<KeyLogChange, { kind: 'found' }>
type Admit = Extract<KeyLogChange, { kind: 'admit' }>
type Revoke = Extract<KeyLogChange, { kind: 'revoke' }>

const isFound = isRecord<Found>({ kind: isOneOf('found'), identityKey: isVerifyingKey, device: isKeyDevice })
const isAdmit = isRecord<Admit>({ kind: isOneOf('admit'), device: isKeyDevice })
const isRevoke = isRecord<Revoke>({ kind: isOneOf('revoke'), deviceId: isId })

const isLogEntry = isRecord<KeyLogEntry>({
  userId: isId,
  sequence: isSequence,
  previous: isDigest,
  atMs: isTime,
  authorId: isEither(isId, isNull),
  change: isEither(isFound, isEither(isAdmit, isRevoke)),
  signature: isSignature,
})

const isIdentity = isRecord<KeyIdentity>({ userId: isId, identityKey: isVerifyingKey, head: isHead })

export const isLogPage = isRecord<{ identity: KeyIdentity | null; entries: KeyLogEntry[] }>({
  identity: isEither(isIdentity, isNull),
  entries: isList(isLogEntry, { min: 0, max: logLimits.entries }),
})
