/**
 * Keys that follow people: identities and devices, recovery, trust, channel keys, and what they seal. Rules: SPEC.md I, R, T,
 * G, E, C, F. Records are those of packages/protocol/src/keys, as they travel: JSON with bytes in base64url. State (`Account`,
 * `Contact`, `ChannelKeys`, `KeptDevice`) is plain data for structured clone; functions return the next state and change none.
 * Outcomes are closed; nothing throws at what came from outside.
 */
import type { Bytes, Key } from './platform.ts'

// ---- records (see packages/protocol/src/keys) ----
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
export type KeyLogPage = {
  identity: { userId: string; identityKey: string; head: KeyLogHead } | null
  entries: readonly KeyLogEntry[]
}

// ---- I: devices and their private keys ----

/** A device's private keys as they are kept (I15): IndexedDB takes it as it is. */
export type KeptDevice = {
  userId: string
  device: KeyDevice
  wrappingKey: Key
  signing: { kind: 'native'; key: Key } | { kind: 'wrapped'; sealed: Bytes }
  boxSeed: Bytes
}
/** A device in use. */
export type DeviceKeys = {
  readonly userId: string
  readonly device: KeyDevice
  sign(message: Bytes): Promise<Bytes>
  /** HPKE base mode (I2); `undefined` for whatever does not open. */
  openSealed(sealed: Bytes, info: Bytes): Promise<Bytes | undefined>
}
export declare function createDevice(account: { userId: string; deviceId: string }): Promise<KeptDevice>
export declare function useDevice(kept: KeptDevice): Promise<DeviceKeys>
/** Seals a secret (a channel's, say) for the disk with the device's non-extractable key (I15). */
export declare function keepSecret(kept: KeptDevice, purpose: string, secret: Bytes): Promise<Bytes>
export declare function readKept(kept: KeptDevice, purpose: string, sealed: Bytes): Promise<Bytes | undefined>

// ---- I: the key log ----
export type AccountDevice = { keys: KeyDevice; admittedAt: number; revokedAt: number | undefined }
/** What an account's verified log says. */
export type Account = {
  userId: string
  identityKey: string
  head: KeyLogHead
  /** By sequence. */
  hashes: readonly string[]
  devices: readonly AccountDevice[]
}
export type LogRefusal =
  | 'malformed'
  | 'wrong_account'
  | 'out_of_order'
  | 'not_in_standing'
  | 'bad_signature'
  | 'bad_proof'
  | 'reused'
  | 'too_many'
  | 'rolled_back'
  | 'forked'
export type LogOutcome =
  /** `more`: the server says that the log goes on; read the next page. */
  | { kind: 'read'; account: Account; more: boolean }
  | { kind: 'no_identity' }
  | { kind: 'identity_changed'; identityKey: string }
  | { kind: 'refused'; reason: LogRefusal }
/** Entry 0 of a new log and the account that it makes; the identity's private key is gone when this returns (I6). */
export declare function foundIdentity(founding: {
  device: DeviceKeys
  atMs: number
}): Promise<{ entry: KeyLogEntry; account: Account }>
export declare function admitDevice(admission: {
  account: Account
  author: DeviceKeys
  device: KeyDevice
  atMs: number
}): Promise<KeyLogEntry>
export declare function revokeDevice(revocation: {
  account: Account
  author: DeviceKeys
  deviceId: string
  atMs: number
}): Promise<KeyLogEntry>
/** I8, I9. `known` is what was read before; the page may begin anywhere up to the entry after its head. */
export declare function readLog(reading: {
  userId: string
  known: Account | undefined
  page: KeyLogPage
}): Promise<LogOutcome>
/** The device while it stands, of either kind. */
export declare function standingDevice(account: Account, deviceId: string): KeyDevice | undefined

// ---- I: approving a new device ----
export type ApprovalOffer = { approvalId: string; device: KeyDevice; commitment: string }
export type ApprovalAnswer = {
  deviceId: string
  identityKey: string
  head: KeyLogHead
  nonce: string
  scanned?: string
}
export type ApprovalReveal = { nonce: string }
/** The new device's side of an exchange. */
export type OfferState = { userId: string; offer: ApprovalOffer; nonce: string; scanKey: string }
/** The old device's side. */
export type AnswerState = { userId: string; offer: ApprovalOffer; answer: ApprovalAnswer }
export declare function offerDevice(offering: { approvalId: string; userId: string; device: KeyDevice }): OfferState
/** Text for a QR code on the new device (I13). */
export declare function scanTextOf(state: OfferState): string
export type ScannedOffer = { approvalId: string; deviceHash: string; scanKey: string }
export declare function readScanText(text: string): ScannedOffer | undefined
export declare function answerOffer(answering: {
  account: Account
  deviceId: string
  offer: ApprovalOffer
  /** What was scanned, if the old device has a camera. */
  scanned?: ScannedOffer
}): Promise<
  | { kind: 'answered'; state: AnswerState }
  | { kind: 'refused'; reason: 'malformed' | 'bad_proof' | 'wrong_device' | 'reused' }
>
/** On the new device: what it reveals, and the six digits it shows. `scanned` in the answer: `trusted` without digits. */
export declare function takeAnswer(
  state: OfferState,
  answer: ApprovalAnswer,
):
  | { kind: 'code'; reveal: ApprovalReveal; code: string }
  | { kind: 'trusted' }
  | { kind: 'refused'; reason: 'malformed' | 'wrong_answer' }
/** On the old device: the six digits that must be typed there. */
export declare function takeReveal(
  state: AnswerState,
  reveal: ApprovalReveal,
): { kind: 'code'; code: string } | { kind: 'refused'; reason: 'malformed' | 'bad_commitment' }
/** On the new device, after reading its log: I14. */
export declare function checkAdmission(
  state: OfferState,
  answer: ApprovalAnswer,
  account: Account,
): 'admitted' | 'not_admitted' | 'identity_changed' | 'forked'

// ---- R ----
export type RecoveryBackup = { deviceId: string; sealed: string }
export type KeyArchive = { deviceId: string; authorId: string; sequence: number; sealed: string }
export type ArchivedSecret = { channelId: string; generation: number; headerHash: string; secret: Bytes }
/** A new code with its backup. Store the backup, then admit `device` (R3); show `code` once. Takes about a second. */
export declare function createRecovery(
  account: Account,
  deviceId: string,
): Promise<{
  code: string
  device: KeyDevice
  backup: RecoveryBackup
}>
export declare function readRecoveryCode(
  text: string,
):
  | { kind: 'code'; bits: Bytes }
  | { kind: 'refused'; reason: 'wrong_length' | 'no_such_word' | 'wrong_check'; word?: number }
export type Recovered = { recovery: DeviceKeys; identityKey: string; head: KeyLogHead }
export declare function openRecovery(opening: { userId: string; backup: RecoveryBackup; code: string }): Promise<
  | { kind: 'opened'; recovered: Recovered }
  | {
      kind: 'refused'
      reason: 'wrong_length' | 'no_such_word' | 'wrong_check' | 'wrong_code' | 'malformed'
      word?: number
    }
>
/** R4; after `good`, `admitDevice` with `recovered.recovery` as author. */
export declare function checkRecovered(
  recovered: Recovered,
  account: Account,
): 'good' | 'identity_changed' | 'rolled_back' | 'forked' | 'not_in_standing'
export declare function sealArchive(archiving: {
  account: Account
  author: DeviceKeys
  sequence: number
  secrets: readonly ArchivedSecret[]
}): Promise<{ kind: 'sealed'; archive: KeyArchive } | { kind: 'refused'; reason: 'no_recovery' | 'too_many' }>
export declare function openArchive(opening: {
  account: Account
  recovery: DeviceKeys
  archive: KeyArchive
}): Promise<
  | { kind: 'opened'; secrets: readonly ArchivedSecret[] }
  | { kind: 'refused'; reason: 'malformed' | 'not_for_us' | 'bad_seal' | 'unknown_device' | 'bad_signature' }
>

// ---- T ----
/** Somebody's pinned account. */
export type Contact = { account: Account; verified: boolean }
export type MeetOutcome =
  | { kind: 'met' | 'updated'; contact: Contact; more: boolean }
  | { kind: 'no_identity' }
  /** Show it; go on with {@link acceptIdentity} only when the person says so (T3). */
  | { kind: 'identity_changed'; identityKey: string }
  | { kind: 'refused'; reason: LogRefusal }
export declare function meet(meeting: {
  userId: string
  known: Contact | undefined
  page: KeyLogPage
}): Promise<MeetOutcome>
export declare function acceptIdentity(accepting: {
  userId: string
  identityKey: string
  page: KeyLogPage
}): Promise<MeetOutcome>
/** Undefined where the contact has another identity by now. */
export declare function markVerified(contact: Contact, identityKey: string): Contact | undefined
/** 60 digits in groups of five. */
export declare function safetyNumber(
  a: { userId: string; identityKey: string },
  b: { userId: string; identityKey: string },
): Promise<string>
export declare function certifyCallKey(
  device: DeviceKeys,
  call: { callId: string; signatureKey: Bytes },
): Promise<string>
export declare function checkCallKey(
  account: Account,
  claim: { deviceId: string; callId: string; signatureKey: Bytes; certificate: string },
): Promise<'good' | 'malformed' | 'unknown_device' | 'bad_signature'>

// ---- G ----
export type GenerationKind = 'first' | 'fresh' | 'advance' | 'restart'
export type HistoryPolicy = 'from_joining' | 'all'
export type GenerationHeader = {
  channelId: string
  generation: number
  kind: GenerationKind
  previous: string
  policy: HistoryPolicy
  atMs: number
  makerId: string
  makerDeviceId: string
  rosterDigest: string
  commitment: string
  continuity: string
  signature: string
}
export type RosterMember = { userId: string; identityKey: string; head: KeyLogHead; deviceIds: readonly string[] }
export type KeyBox = { deviceId: string; sealed: string }
export type KnownGeneration = {
  header: GenerationHeader
  hash: string
  /** Absent for generations before the anchor until asked for. */
  roster: readonly RosterMember[] | undefined
  secret: Bytes | undefined
}
/** What a device knows of one channel: generations without gaps, ascending. Keep the secrets by `keepSecret`. */
export type ChannelKeys = { channelId: string; generations: readonly KnownGeneration[] }
export type Contacts = ReadonlyMap<string, Contact>
export type TakeOutcome =
  | { kind: 'taken'; keys: ChannelKeys; continuity: 'proved' | 'unproved' }
  | { kind: 'known' }
  /** Ask for the headers in between. */
  | { kind: 'gap'; from: number }
  /** Read their logs, then take it again. */
  | { kind: 'behind'; userIds: readonly string[] }
  | { kind: 'identity_changed'; userIds: readonly string[] }
  /** Show it; take it again with `acceptRestart` when the person says so. */
  | { kind: 'restarted'; makerId: string }
  | {
      kind: 'refused'
      reason:
        | 'malformed'
        | 'wrong_channel'
        | 'rolled_back'
        | 'wrong_roster'
        | 'forked'
        | 'not_in_standing'
        | 'bad_signature'
        | 'not_continued'
        | 'must_be_fresh'
        | 'not_for_us'
    }
export type PendingGeneration = { header: GenerationHeader; roster: readonly RosterMember[]; secret: Bytes }
/** Our own device is in `contacts` too. */
export declare function takeGeneration(taking: {
  keys: ChannelKeys
  header: GenerationHeader
  roster: readonly RosterMember[]
  contacts: Contacts
  own: { userId: string; deviceId: string }
  acceptRestart?: boolean
}): Promise<TakeOutcome>
/** Older headers than the anchor, descending or ascending, all the way down to some number (G8). */
export declare function takeOlder(
  keys: ChannelKeys,
  headers: readonly { header: GenerationHeader; roster: readonly RosterMember[] }[],
): Promise<
  { kind: 'taken'; keys: ChannelKeys } | { kind: 'refused'; reason: 'malformed' | 'wrong_roster' | 'history_forked' }
>
/** What must happen before anything is sealed (G11); undefined: nothing. `members` are the channel's present ones. */
export declare function dueGeneration(asking: {
  keys: ChannelKeys
  members: readonly Contact[]
  policy: HistoryPolicy
  nowMs: number
}): GenerationKind | undefined
/** Not counted before the server took it: then {@link confirmGeneration}; else drop it and take the winner's. */
export declare function makeGeneration(making: {
  keys: ChannelKeys
  kind: GenerationKind
  maker: DeviceKeys
  members: readonly Contact[]
  policy: HistoryPolicy
  atMs: number
}): Promise<PendingGeneration>
export declare function confirmGeneration(keys: ChannelKeys, pending: PendingGeneration): Promise<ChannelKeys>
/** G10: the devices of this contact that may be given a generation. */
export declare function boxableDevices(keys: ChannelKeys, generation: number, contact: Contact): readonly KeyDevice[]
/** One batch: at most 100. */
export declare function sealBoxes(known: KnownGeneration, devices: readonly KeyDevice[]): Promise<readonly KeyBox[]>
export declare function openBox(opening: {
  keys: ChannelKeys
  generation: number
  box: KeyBox
  device: DeviceKeys
}): Promise<
  | { kind: 'opened'; keys: ChannelKeys }
  | { kind: 'refused'; reason: 'malformed' | 'not_held' | 'not_for_us' | 'bad_box' | 'wrong_secret' }
>
/** Secrets from an archive, where they fit (G4). */
export declare function takeArchived(keys: ChannelKeys, secrets: readonly ArchivedSecret[]): Promise<ChannelKeys>

// ---- E, F ----
export type SealedEnvelope = {
  channelId: string
  generation: number
  senderId: string
  senderDeviceId: string
  messageId: string
  commitment: string
  sealed: string
}
export type FrankingProof = { messageId: string; content: string; frankingKey: string; signature: string }
/** Into the latest generation; ask {@link dueGeneration} first. `content` is JSON text. */
export declare function sealEnvelope(sealing: {
  keys: ChannelKeys
  device: DeviceKeys
  messageId: string
  content: string
}): Promise<{ kind: 'sealed'; envelope: SealedEnvelope } | { kind: 'refused'; reason: 'too_large' | 'no_key' }>
export declare function openEnvelope(opening: {
  keys: ChannelKeys
  contacts: Contacts
  envelope: SealedEnvelope
}): Promise<
  | { kind: 'opened'; content: string; senderStands: boolean; proof: FrankingProof }
  | {
      kind: 'refused'
      reason:
        | 'malformed'
        | 'unknown_generation'
        | 'not_in_roster'
        | 'unknown_device'
        | 'bad_seal'
        | 'bad_signature'
        | 'bad_commitment'
    }
>
export declare function checkFranking(checking: {
  /** As the server kept it; `sealed` is not needed. */
  outside: Omit<SealedEnvelope, 'sealed'>
  proof: FrankingProof
  sender: Account
}): Promise<'proved' | 'malformed' | 'bad_commitment' | 'bad_signature' | 'unknown_device'>

// ---- C ----
export const chunkSizeBytes = 65_536
export const sealedChunkSizeBytes = chunkSizeBytes + 16
export type ChunkPlace = { index: number; last: boolean }
export type ObjectLayout = {
  chunks: number
  sizeBytes: number
  sealedSizeBytes: number
}
/** From the size of a sealed object; undefined for sizes that none has (C3). */
export declare function layoutOfSealed(sealedSizeBytes: number): ObjectLayout | undefined
export declare function layoutOfPlain(sizeBytes: number): ObjectLayout | undefined
export declare function createObjectKey(): Bytes
export type ObjectCipher = {
  sealChunk(place: ChunkPlace, plaintext: Bytes): Promise<Bytes>
  /** `undefined`: `bad_seal`. */
  openChunk(place: ChunkPlace, sealed: Bytes): Promise<Bytes | undefined>
  seal(plaintext: Bytes): Promise<Bytes>
  open(sealed: Bytes): Promise<Bytes | undefined>
}
export declare function createObjectCipher(object: { key: Bytes; objectId: string }): Promise<ObjectCipher>
