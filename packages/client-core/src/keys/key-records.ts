import type { Account, ApprovalAnswer, KeptDevice, KeyLogHead, OfferState } from '@chaos/crypto/keys'

/** What says that a log is the account's own: an old device's answer, or what a recovery code opened (crypto's SPEC I14, R4). */
type Vouched = { identityKey: string; head: KeyLogHead }

/** What one device keeps for one account. Private keys in it are sealed or cannot be extracted (crypto's SPEC I15). */
export type KeyRecords = {
  /** In standing, as far as this device knows. */
  device: KeptDevice
  /** The account's log, as far as it was read and believed: the pin of one's own identity. */
  account: Account
  /** Identities before, newest first: old rosters and messages name them. */
  former: readonly Account[]
  /** An identity that this device offered the server, which may not have taken it. */
  founding: { device: KeptDevice; account: Account }
  /** Keys of this device that wait to be admitted. */
  joining: { device: KeptDevice; offer: OfferState | null; answer: ApprovalAnswer | null; vouched: Vouched | null }
}

export type KeyRecordChanges = { [K in keyof KeyRecords]?: KeyRecords[K] | undefined }

/** One account's keys on this device. */
export interface KeyStore {
  read<K extends keyof KeyRecords>(name: K): Promise<KeyRecords[K] | undefined>
  /** All or nothing; `undefined` removes. */
  write(changes: KeyRecordChanges): Promise<void>
  /** Leaves nothing behind. The store is not used afterwards. */
  erase(): Promise<void>
  close(): void
}

/** Rejects where nothing can be kept. */
export type OpenKeyStore = (userId: string) => Promise<KeyStore>
