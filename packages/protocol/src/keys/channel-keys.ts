import { type Static, Type } from 'typebox'
import { Problem } from '../errors.ts'
import { Id, Instant } from '../ids.ts'
import { HistoryPolicy } from '../rest/communities.ts'
import { Closed } from '../wire/message-table.ts'
import { Base64UrlOf, Digest, Signature, SignedTime, VerifyingKey } from './binary.ts'
import { KeyIdentity, KeyLogHead } from './key-log.ts'
import { keyLimits } from './limits.ts'

/** Generations of a channel's key count from 1. */
export const Generation = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1 })

/**
 * `first`: the channel's first. `fresh`: a new secret, boxed to every device. `advance`: derived from the one before, so that
 * only newcomers need boxes. `restart`: nobody who held the one before is left.
 */
export const GenerationKind = Type.Enum(['first', 'fresh', 'advance', 'restart'])
export type GenerationKind = Static<typeof GenerationKind>

/** Signed by the device that made it (crypto's SPEC G2). `channelId` is a conversation's id as well. */
export const GenerationHeader = Closed({
  channelId: Id,
  generation: Generation,
  kind: GenerationKind,
  /** Hash of the header before; zeros for generation 1. */
  previous: Digest,
  /** Who may be given this generation later: those who were in, or every member. */
  policy: HistoryPolicy,
  atMs: SignedTime,
  makerId: Id,
  makerDeviceId: Id,
  rosterDigest: Digest,
  /** Shows that a box holds this generation's secret. */
  commitment: Digest,
  /** Shows that the maker held the secret before; zeros for `first` and `restart`. */
  continuity: Digest,
  signature: Signature,
})
export type GenerationHeader = Static<typeof GenerationHeader>

export const KeyRosterMember = Closed({
  userId: Id,
  identityKey: VerifyingKey,
  head: KeyLogHead,
  /** Ascending. */
  deviceIds: Type.Array(Id, { minItems: 1, maxItems: keyLimits.devicesPerAccount }),
})
export type KeyRosterMember = Static<typeof KeyRosterMember>

/** Who can read a generation, ascending by user; the header has its digest. */
export const KeyRoster = Type.Array(KeyRosterMember, { minItems: 1, maxItems: keyLimits.rosterMembers })
export type KeyRoster = Static<typeof KeyRoster>

/** A generation's secret for one device: HPKE's `enc`, then the ciphertext. */
export const KeyBox = Closed({ deviceId: Id, sealed: Base64UrlOf(1168) })
export type KeyBox = Static<typeof KeyBox>

const Boxes = Type.Array(KeyBox, { minItems: 1, maxItems: keyLimits.boxesPerBatch })

/** Asks for the next generation: the first that comes for a number is taken, the others get the winner. */
export const GenerationDraft = Closed({
  header: GenerationHeader,
  roster: KeyRoster,
  boxes: Type.Array(KeyBox, { maxItems: keyLimits.boxesPerBatch }),
})
export type GenerationDraft = Static<typeof GenerationDraft>

/** More boxes for a generation that is there, by its maker or for devices that wait. A device keeps the first it got. */
export const BoxBatch = Closed({ boxes: Boxes })
export type BoxBatch = Static<typeof BoxBatch>

/** Headers from `from` on; rosters come one by one, since they are large. */
export const GenerationQuery = Closed({ deviceId: Id, from: Type.Optional(Generation) })
export type GenerationQuery = Static<typeof GenerationQuery>
export const GenerationPage = Type.Object({
  headers: Type.Array(GenerationHeader, { maxItems: keyLimits.headersPerPage }),
  /** Those among them that the asking device has a box for. */
  boxes: Type.Array(Type.Object({ generation: Generation, box: KeyBox })),
})
export type GenerationPage = Static<typeof GenerationPage>

/** 409 `generation_taken`: somebody else was faster, and this is theirs. */
export const GenerationTaken = Type.Object({ ...Problem.properties, winner: GenerationHeader })
export type GenerationTaken = Static<typeof GenerationTaken>

/** How many boxes were kept: those of devices in standing that had none. */
export const BoxesKept = Type.Object({ kept: Type.Integer({ minimum: 0 }) })
export type BoxesKept = Static<typeof BoxesKept>

const Generations = Type.Array(Generation, { minItems: 1, maxItems: keyLimits.boxesPerBatch, uniqueItems: true })

/** A device without a box for generations that it may have; any member device that is online serves it. */
export const WaitingDevice = Type.Object({
  userId: Id,
  deviceId: Id,
  /** Those it lacks, ascending. */
  generations: Generations,
  since: Instant,
})
export type WaitingDevice = Static<typeof WaitingDevice>

/** The longest waiting first; at most `boxesPerBatch` boxes in all. */
export const WaitingList = Type.Array(WaitingDevice, { maxItems: keyLimits.boxesPerBatch })
export type WaitingList = Static<typeof WaitingList>

/** "I have no box for these": puts the asking device in the queue. */
export const WaitingRequest = Closed({
  generations: Generations,
  /** The boxes that are there do not open, or hold another secret: they are thrown away. */
  replace: Type.Optional(Type.Boolean()),
})
export type WaitingRequest = Static<typeof WaitingRequest>

export const KeyReaderQuery = Closed({
  cursor: Type.Optional(Type.String({ maxLength: 256 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: keyLimits.readersPerPage })),
})
export type KeyReaderQuery = Static<typeof KeyReaderQuery>

/** Who may read a channel now, and what the server says their identities are; who has none yet is left out. */
export const KeyReaderPage = Type.Object({
  items: Type.Array(KeyIdentity, { maxItems: keyLimits.readersPerPage }),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type KeyReaderPage = Static<typeof KeyReaderPage>
