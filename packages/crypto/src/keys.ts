/**
 * Entry for keys that follow people: identities and devices, recovery, trust, channel keys, and what they seal. Rules: SPEC.md I,
 * R, T, G, E, C, F. Records are those of packages/protocol/src/keys, as they travel: JSON with bytes in base64url. State
 * (`Account`, `Contact`, `ChannelKeys`, `KeptDevice`, `OfferState`, `AnswerState`) is plain data for structured clone; functions
 * return the next state and change none. Outcomes are closed, and nothing throws at what came from outside.
 */
export { fromBase64Url, toBase64Url } from './bytes/base64url.ts'

export {
  type Account,
  type AccountDevice,
  anyDevice,
  recoveryKey,
  standingDevice,
  standingDevices,
} from './identity/account.ts'
export { type AnswerState, type Answered, type Answering, answerOffer, takeReveal } from './identity/answer-offer.ts'
export type { ApprovalAnswer, ApprovalOffer, ApprovalReveal } from './identity/approval-records.ts'
export {
  createDevice,
  type DeviceKeys,
  keepSecret,
  type KeptDevice,
  readKept,
  useDevice,
} from './identity/device-keys.ts'
export {
  type AnswerTaken,
  checkAdmission,
  offerDevice,
  type OfferState,
  scanTextOf,
  takeAnswer,
} from './identity/offer-device.ts'
export { type LogOutcome, type LogReading, type LogRefusal, readLog } from './identity/read-log.ts'
export type { KeyDevice, KeyIdentity, KeyLogChange, KeyLogEntry, KeyLogHead, KeyLogPage } from './identity/records.ts'
export { readScanText, type ScannedOffer } from './identity/scan-text.ts'
export { admitDevice, foundIdentity, revokeDevice } from './identity/write-log.ts'

export { addToArchive, digestOfSecrets, openArchiveParts } from './recovery/archive-parts.ts'
export {
  type ArchivedSecret,
  type ArchiveOpening,
  type KeyArchive,
  openArchive,
  sealArchive,
} from './recovery/archive.ts'
export {
  checkRecovered,
  createRecovery,
  openRecovery,
  type Recovered,
  type RecoveryBackup,
  type RecoveryOpening,
} from './recovery/backup.ts'
export { type CodeReading, readRecoveryCode } from './recovery/recovery-code.ts'

export { type CallKey, type CallKeyClaim, certifyCallKey, checkCallKey } from './trust/call-key.ts'
export {
  acceptIdentity,
  accountOf,
  type Contact,
  type Contacts,
  markVerified,
  meet,
  type MeetOutcome,
  rememberFormer,
} from './trust/contact.ts'
export { safetyNumber } from './trust/safety-number.ts'

export {
  type BoxOpening,
  boxableDevices,
  firstRecipients,
  openBox,
  sealBoxes,
  secretsToArchive,
  takeArchived,
} from './channel-keys/boxes.ts'
export {
  type ChannelKeys,
  knownGeneration,
  type KnownGeneration,
  latestGeneration,
  missingSecrets,
  noChannelKeys,
} from './channel-keys/channel-keys.ts'
export { checkRoster, type Named, type RosterCheck } from './channel-keys/check-roster.ts'
export { dueGeneration } from './channel-keys/due-generation.ts'
export {
  confirmGeneration,
  makeGeneration,
  type MakeOutcome,
  type Making,
  type PendingGeneration,
} from './channel-keys/make-generation.ts'
export {
  channelLimits,
  type GenerationHeader,
  type GenerationKind,
  type HistoryPolicy,
  type KeyBox,
  type Roster,
  type RosterMember,
} from './channel-keys/records.ts'
export { takeGeneration, type TakeOutcome, type TakeRefusal, type Taking } from './channel-keys/take-generation.ts'
export { type OlderGeneration, type OlderOutcome, takeOlder } from './channel-keys/take-older.ts'

export { checkFranking, type FrankingVerdict } from './sealing/check-franking.ts'
export type { EnvelopeOutside, FrankingProof, SealedEnvelope } from './sealing/envelope-records.ts'
export { type ChunkPlace, createObjectCipher, createObjectKey, type ObjectCipher } from './sealing/object-cipher.ts'
export {
  chunkSizeBytes,
  layoutOfPlain,
  layoutOfSealed,
  type ObjectLayout,
  sealedChunkSizeBytes,
} from './sealing/object-layout.ts'
export { openEnvelope, type OpenOutcome, type OpenRefusal } from './sealing/open-envelope.ts'
export { sealEnvelope, type SealOutcome } from './sealing/seal-envelope.ts'
