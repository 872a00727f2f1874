import {
  type Account,
  type KeyLogPage,
  type LogOutcome,
  readLog,
  recoveryKey,
  standingDevice,
  standingDevices,
  type KeptDevice,
} from '@chaos/crypto/keys'
import type { KeyRecords } from '../key-records.ts'
import type { LogTaken } from '../key-vault.ts'
import type { Opened } from './opened.ts'

export async function nextSequence({ store }: Opened): Promise<number> {
  const account = await store.read('account')
  return account ? account.head.sequence + 1 : 0
}

/** Reads on in the account's own log (crypto's SPEC I8, I9), and finds out whether this device is in it. */
export async function takeLog(opened: Opened, page: KeyLogPage): Promise<LogTaken> {
  opened.shownIdentity = page.identity?.identityKey ?? null
  if (await adoptFounded(opened)) return { kind: 'more', from: 1 }
  const pinned = await opened.store.read('account')
  const startsAnew = page.entries[0]?.sequence === 0
  const known = pinned ?? (startsAnew ? undefined : opened.candidate)
  const outcome = await readLog({ userId: opened.userId, known, page })
  return outcome.kind === 'read' ? goOn(opened, pinned !== undefined, outcome) : outcomeOf(outcome)
}

const outcomeOf = (outcome: Exclude<LogOutcome, { kind: 'read' }>): LogTaken =>
  outcome.kind === 'identity_changed' ? { kind: 'identity_changed' } : outcome

/** An identity that this device made counts once the server shows it. */
async function adoptFounded({ store, candidate, shownIdentity }: Opened): Promise<boolean> {
  const founding = await store.read('founding')
  if (!founding || founding.account.identityKey !== shownIdentity) return false
  const before = (await store.read('account')) ?? candidate
  const former = await store.read('former')
  await store.write({
    device: founding.device,
    account: founding.account,
    former: formerWith(former, before?.identityKey === shownIdentity ? undefined : before),
    founding: undefined,
    joining: undefined,
  })
  return true
}

export const formerWith = (former: readonly Account[] | undefined, account: Account | undefined): readonly Account[] =>
  account ? [account, ...(former ?? [])] : (former ?? [])

type Read = Extract<LogOutcome, { kind: 'read' }>

async function goOn(opened: Opened, isPinned: boolean, { account, more }: Read): Promise<LogTaken> {
  if (isPinned) await opened.store.write({ account })
  else opened.candidate = account
  if (more) return { kind: 'more', from: account.head.sequence + 1 }
  const [device, joining] = await Promise.all([opened.store.read('device'), opened.store.read('joining')])
  if (isPinned && device && stands(account, device)) return ready(account, device)
  if (joining && isAdmitted(account, joining)) {
    await opened.store.write({ account, device: joining.device, joining: undefined })
    return ready(account, joining.device)
  }
  if (device) await opened.store.write({ device: undefined })
  // A pin without a device is left of a device that was revoked.
  return { kind: 'new_device', revoked: isPinned }
}

function ready(account: Account, { device: { deviceId } }: KeptDevice): LogTaken {
  const recovery = recoveryKey(account) ? 'set' : 'unset'
  return { kind: 'ready', deviceId, recovery, otherDevices: standingDevices(account).length - 1 }
}

const stands = (account: Account, { device }: KeptDevice): boolean =>
  standingDevice(account, device.deviceId)?.signatureKey === device.signatureKey

/** Crypto's SPEC I14 and R4: the log holds what was vouched for, and this device. */
function isAdmitted(account: Account, { device, vouched }: KeyRecords['joining']): boolean {
  if (!vouched || account.identityKey !== vouched.identityKey) return false
  return account.hashes[vouched.head.sequence] === vouched.head.hash && stands(account, device)
}
