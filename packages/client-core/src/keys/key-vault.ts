import type {
  ApprovalAnswer,
  ApprovalOffer,
  ApprovalReveal,
  KeyLogEntry,
  KeyLogPage,
  LogRefusal,
  RecoveryBackup,
  RecoveryOpening,
} from '@chaos/crypto/keys'

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

/**
 * All cryptography of one signed-in account. It holds the private keys, reads and writes the store, and knows no network: what
 * comes from the server is put in, what goes there comes out. Plain data on both sides, so that it can live in a worker. One
 * command at a time.
 */
export interface KeyVault {
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
  /** By the code that the person kept. */
  recover(input: { backup: RecoveryBackup; code: string }): Promise<({ kind: 'entry' } & Entry) | RecoverRefusal>

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
