import type { KeyDevice, KeyLogHead } from './records.ts'

/** `admittedAt` and `revokedAt` are sequences of the log. */
export type AccountDevice = { keys: KeyDevice; admittedAt: number; revokedAt: number | undefined }

/** What an account's log says, as far as it was read and verified. Plain data. */
export type Account = {
  userId: string
  identityKey: string
  head: KeyLogHead
  /** Hashes of the entries, by sequence. */
  hashes: readonly string[]
  devices: readonly AccountDevice[]
}

export const anyDevice = (account: Account, deviceId: string): AccountDevice | undefined =>
  account.devices.find(({ keys }) => keys.deviceId === deviceId)

export const standsAt = ({ admittedAt, revokedAt }: AccountDevice, sequence: number): boolean =>
  admittedAt <= sequence && (revokedAt === undefined || revokedAt > sequence)

export const isStanding = ({ revokedAt }: AccountDevice): boolean => revokedAt === undefined

/** A device of either kind, while it stands. */
export function standingDevice(account: Account, deviceId: string): KeyDevice | undefined {
  const device = anyDevice(account, deviceId)
  return device && isStanding(device) ? device.keys : undefined
}

export const standingDevices = (account: Account): readonly KeyDevice[] =>
  account.devices.filter((device) => isStanding(device) && device.keys.kind === 'device').map(({ keys }) => keys)

export const recoveryKey = (account: Account): KeyDevice | undefined =>
  account.devices.find((device) => isStanding(device) && device.keys.kind === 'recovery')?.keys

/** Whether the log had this head once: `behind` when it has not come so far, `forked` when it went another way. */
export function placeOfHead(account: Account, head: KeyLogHead): 'passed' | 'behind' | 'forked' {
  const hash = account.hashes[head.sequence]
  if (hash === undefined) return 'behind'
  return hash === head.hash ? 'passed' : 'forked'
}
