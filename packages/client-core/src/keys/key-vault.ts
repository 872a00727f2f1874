import type {
  ApprovalAnswer,
  ApprovalOffer,
  ApprovalReveal,
  KeyArchive,
  KeyLogEntry,
  KeyLogPage,
  LogRefusal,
  RecoveryBackup,
  RecoveryOpening,
} from '@chaos/crypto/keys'
import type { ChannelVault } from './channel-vault.ts'

/** What a page of one's own log says of this device. */
export type LogTaken =
  /** The log goes on, from this entry. */
  | { kind: 'more'; from: number }
  | { kind: 'no_identity' }
  | { kind: 'ready'; deviceId: string; recovery: 'set' | 'unset'; otherDevices: number }
  /** There is an identity; nothing on this device belongs to it. `revoked`: something did. */
  | { kind: 'new_device'; revoked: boolean }
  | { kind: 'identity_changed' }
  /** The server contradicts what it showed before. What is kept stays. */
  | { kind: 'refused'; reason: LogRefusal }

type Refused<Reason> = { kind: 'refused'; reason: Reason }

export type CodeRefusal = Extract<RecoveryOpening, { kind: 'refused' }>

/** Why a recovery code did not bring this device in. */
export type RecoverRefusal =
  | CodeRefusal
  | Refused<'identity_changed' | 'rolled_back' | 'forked' | 'not_in_standing' | 'no_log'>

/** An entry for the server. */
export type Entry = { entry: KeyLogEntry }

/** Somebody else's identity, as this device sees it. */
export type ContactView = {
  /** The pinned one; null while nobody was met. */
  identityKey: string | null
  /** Compared by the person, for the pinned identity. */
  verified: boolean
  /** Another one, which does not count before it is accepted by name. Nothing is sealed to this person meanwhile. */
  changedTo: string | null
}

export type ContactTaken =
  | { kind: 'more'; from: number }
  /** `refusal`: the server contradicts what it showed before. The pin stays. */
  | { kind: 'read'; view: ContactView; refusal: LogRefusal | null }

/** Pins of other people (crypto's SPEC T), on this device alone. */
export interface ContactVault {
  /** What is known without asking anybody, and where to go on reading their log. */
  contact(input: { userId: string }): Promise<{ view: ContactView; from: number }>
  /** Reads on in somebody's log; the first identity is pinned. */
  meet(input: { userId: string; page: KeyLogPage }): Promise<ContactTaken>
  /** Lets a changed identity count, this one and no other. `page`: its log from the beginning. */
  acceptContact(input: { userId: string; identityKey: string; page: KeyLogPage }): Promise<ContactTaken>
  /** With the identity that the server shows now; null while either side has none here. */
  safetyNumber(input: { userId: string }): Promise<{ digits: string; identityKey: string } | null>
  /** The person compared it, or takes that back. Does nothing for an identity that is not the pinned one. */
  setVerified(input: { userId: string; identityKey: string; verified: boolean }): Promise<ContactView>
}

/** A leaf of a call's group: the key that it signs with, in which call. */
export type CallLeaf = { callId: Uint8Array; signatureKey: Uint8Array }

/** By whom leaves of calls are held (crypto's SPEC T5). */
export interface CallVault {
  /** This device's word that a leaf is its own. */
  vouchForCall(input: CallLeaf): Promise<string>
  /**
   * By the account that is pinned. `changed`: it is by none of its devices, and the server shows another identity; `unknown_device`: by
   * none of those in standing as far as the log was read.
   */
  checkCallLeaf(
    input: CallLeaf & { userId: string; voucher: string },
  ): Promise<'good' | 'malformed' | 'bad_signature' | 'unknown_device' | 'changed'>
}

/** The channels' keys for whoever has the recovery words (crypto's SPEC R5). */
export interface ArchiveVault {
  /** There is a recovery key, and this device holds other keys than those that it put into the archive for it. */
  archiveIsDue(): Promise<boolean>
  /** This device's part beside those of others in `before`. Counts once the server took it: {@link archiveTaken}. */
  sealArchive(input: {
    before: KeyArchive | null
    sequence: number
  }): Promise<{ kind: 'archive'; archive: KeyArchive; digest: string } | Refused<'no_recovery' | 'too_many'>>
  archiveTaken(input: { recoveryId: string; digest: string }): Promise<void>
}

/**
 * All cryptography of one signed-in account. It holds the private keys, reads and writes the store, and knows no network: what
 * comes from the server is put in, what goes there comes out. Plain data on both sides, so that it can live in a worker. One
 * command at a time.
 */
export interface KeyVault extends ChannelVault, ContactVault, CallVault, ArchiveVault {
  /** Of one account at a time; gives where to go on reading its log. Rejects where this device can keep no keys. */
  open(input: { userId: string }): Promise<{ from: number }>
  takeLog(input: { page: KeyLogPage }): Promise<LogTaken>
  /** A new identity; counts once the log shows it. `replaces`: the one that the server showed last. */
  found(): Promise<Entry & { replaces: string | null }>

  /** Asks to be let in by another device. */
  offer(): Promise<{ offer: ApprovalOffer; scanText: string }>
  takeAnswer(input: {
    answer: ApprovalAnswer
  }): Promise<
    | { kind: 'code'; code: string; reveal: ApprovalReveal }
    | { kind: 'trusted' }
    | Refused<'malformed' | 'wrong_answer' | 'no_offer'>
  >
  /** The person says that the other device took the digits. Before that nothing it admits counts here. */
  vouch(): Promise<void>
  /** By the code that the person kept. `archive`: keys of channels that it brings back as well. */
  recover(input: {
    backup: RecoveryBackup
    code: string
    archive: KeyArchive | null
  }): Promise<({ kind: 'entry' } & Entry) | RecoverRefusal>

  /** Lets another device ask on, as an old device. */
  answer(input: {
    offer: ApprovalOffer
    scanText?: string
  }): Promise<
    | { kind: 'answered'; answer: ApprovalAnswer; scanned: boolean }
    | Refused<'malformed' | 'bad_proof' | 'wrong_device' | 'reused'>
  >
  takeReveal(input: {
    approvalId: string
    reveal: ApprovalReveal
  }): Promise<{ kind: 'ready' } | Refused<'malformed' | 'bad_commitment' | 'no_answer'>>
  /** `code`: the digits that were typed; none where the code was scanned. One try. */
  admit(input: {
    approvalId: string
    code: string | null
  }): Promise<({ kind: 'entry' } & Entry) | { kind: 'wrong_code' }>

  revoke(input: { deviceId: string }): Promise<Entry>
  /** A new recovery code. Nothing counts before `admitRecovery`. */
  makeRecovery(): Promise<{ code: string; backup: RecoveryBackup }>
  admitRecovery(): Promise<Entry>

  /** Lets the changed identity count; this device then is a new one to it. */
  acceptIdentity(): Promise<void>
  /** Forgets everything of this account. */
  erase(): Promise<void>
  close(): Promise<void>
}
