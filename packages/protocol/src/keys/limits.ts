/** Bounds of the key layer; sizes in bytes before base64url. Crypto's SPEC has the same numbers in its rules. */
export const keyLimits = {
  /** Entries in one account's key log; then it starts afresh. */
  logEntries: 4_096,
  /** Devices in standing of one account, recovery keys apart. */
  devicesPerAccount: 32,
  /** Entries in one request or reply. */
  entriesPerPage: 100,
  recoveryBackupBytes: 4_096,
  keyArchiveBytes: 1024 * 1024,
  /** An exchange that admits a device ends after this, ms. */
  approvalWithinMs: 10 * 60 * 1_000,
  /** Exchanges that one account may have open. */
  openApprovals: 4,
  rosterMembers: 4_096,
  rosterDevices: 8_192,
  /** Boxes in one request, reply and turn of serving the queue. */
  boxesPerBatch: 100,
  headersPerPage: 100,
  /** Readers of a channel in one reply. */
  readersPerPage: 1_000,
  /** Generations of one channel that one device may wait for. */
  waitingPerDevice: 1_000,
  /** For so long nobody else is asked to serve a device that somebody was given, ms. */
  turnMs: 15_000,
  /** Sealed envelope with nonce and tag. */
  envelopeBytes: 65_536 + 28,
  /** Largest object sealed in chunks. */
  objectBytes: 2 ** 31,
} as const
