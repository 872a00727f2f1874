import { bytesOf } from '../bytes/pack.ts'
import { ed25519Verify, isEd25519Point } from '../primitives/ed25519.ts'
import { isXWingPublicKey } from '../primitives/x-wing.ts'
import { type Account, type AccountDevice, isStanding, standingDevice } from './account.ts'
import { entryBytes, entryHash, proofBytes, zeroDigest } from './entry-bytes.ts'
import { isLogPage, type KeyDevice, type KeyIdentity, type KeyLogEntry, type KeyLogPage, logLimits } from './records.ts'

/** Why a log is not believed; a closed list (SPEC I8, I9). */
export type LogRefusal =
  | 'malformed'
  | 'wrong_account'
  | 'out_of_order'
  | 'not_in_standing'
  | 'bad_signature'
  | 'bad_proof'
  | 'bad_key'
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

export type LogReading = {
  userId: string
  /** What was read before. */
  known: Account | undefined
  /** Entries from anywhere up to the one after the known head. */
  page: KeyLogPage
}

const refused = (reason: LogRefusal) => ({ kind: 'refused', reason }) as const

/** Verifies a page of somebody's key log and goes on from what is known (SPEC I5 to I9). */
export async function readLog({ userId, known, page }: LogReading): Promise<LogOutcome> {
  if (!isLogPage(page)) return refused('malformed')
  if (!page.identity) return known ? refused('rolled_back') : { kind: 'no_identity' }
  const { identity, entries } = page
  if (identity.userId !== userId || entries.some((entry) => entry.userId !== userId)) return refused('wrong_account')
  const past = known && comparePast(known, identity, entries)
  if (past) return past
  return follow({ identity, entries: entries.filter(({ sequence }) => sequence >= nextOf(known)), known })
}

const nextOf = (account: Account | undefined): number => (account ? account.head.sequence + 1 : 0)

/** What the server says of the part that was seen before. */
function comparePast(
  known: Account,
  { identityKey, head }: KeyIdentity,
  entries: readonly KeyLogEntry[],
): LogOutcome | undefined {
  if (identityKey !== known.identityKey) return { kind: 'identity_changed', identityKey }
  if (head.sequence < known.head.sequence) return refused('rolled_back')
  if (head.sequence === known.head.sequence && head.hash !== known.head.hash) return refused('forked')
  const differs = entries.some((entry) => {
    const hash = known.hashes[entry.sequence]
    return hash !== undefined && hash !== entryHash(entry)
  })
  return differs ? refused('forked') : undefined
}

type Following = { identity: KeyIdentity; entries: readonly KeyLogEntry[]; known: Account | undefined }

async function follow({ identity, entries, known }: Following): Promise<LogOutcome> {
  let account = known
  for (const entry of entries) {
    const next = await applyEntry(account, entry)
    if (typeof next === 'string') return refused(next)
    account = next
  }
  // The page names an identity and gives nothing that shows it.
  if (!account) return refused('out_of_order')
  if (account.identityKey !== identity.identityKey) return refused('wrong_account')
  const { sequence } = account.head
  if (sequence > identity.head.sequence) return refused('out_of_order')
  if (sequence === identity.head.sequence && account.head.hash !== identity.head.hash) return refused('forked')
  return { kind: 'read', account, more: sequence < identity.head.sequence }
}

async function applyEntry(account: Account | undefined, entry: KeyLogEntry): Promise<Account | LogRefusal> {
  if (entry.sequence >= logLimits.entries) return 'too_many'
  if (!isNext(account, entry)) return 'out_of_order'
  const signatureKey = account ? authorKey(account, entry) : foundingKey(entry)
  if (signatureKey === undefined) return 'not_in_standing'
  if (!(await verify(signatureKey, entry))) return 'bad_signature'
  const devices = await changed(account?.devices ?? [], entry)
  if (typeof devices === 'string') return devices
  return grown(account ?? newAccount(entry.userId, signatureKey), entry, devices)
}

const isNext = (account: Account | undefined, entry: KeyLogEntry): boolean =>
  entry.sequence === nextOf(account) && entry.previous === (account?.head.hash ?? zeroDigest)

const newAccount = (userId: string, identityKey: string): Pick<Account, 'userId' | 'identityKey' | 'hashes'> => ({
  userId,
  identityKey,
  hashes: [],
})

function grown(
  { userId, identityKey, hashes }: Pick<Account, 'userId' | 'identityKey' | 'hashes'>,
  entry: KeyLogEntry,
  devices: readonly AccountDevice[],
): Account {
  const hash = entryHash(entry)
  return { userId, identityKey, head: { sequence: entry.sequence, hash }, hashes: [...hashes, hash], devices }
}

/** SPEC I6: `found` begins a log and stands nowhere else. */
function foundingKey({ change, authorId }: KeyLogEntry): string | undefined {
  return change.kind === 'found' && authorId === null && change.device.kind === 'device'
    ? change.identityKey
    : undefined
}

function authorKey(account: Account, { change, authorId }: KeyLogEntry): string | undefined {
  if (change.kind === 'found' || authorId === null) return undefined
  return standingDevice(account, authorId)?.signatureKey
}

const verify = (signatureKey: string, entry: KeyLogEntry): Promise<boolean> =>
  ed25519Verify(bytesOf(signatureKey), bytesOf(entry.signature), entryBytes(entry))

async function changed(
  devices: readonly AccountDevice[],
  { userId, sequence, change }: KeyLogEntry,
): Promise<readonly AccountDevice[] | LogRefusal> {
  if (change.kind === 'revoke') {
    const stands = devices.some((device) => device.keys.deviceId === change.deviceId && isStanding(device))
    return stands ? revoked(devices, sequence, ({ deviceId }) => deviceId === change.deviceId) : 'not_in_standing'
  }
  const { device } = change
  const refusal = await refusalOf(userId, device, devices)
  if (refusal) return refusal
  const others = device.kind === 'recovery' ? revoked(devices, sequence, ({ kind }) => kind === 'recovery') : devices
  return [...others, { keys: device, admittedAt: sequence, revokedAt: undefined }]
}

const revoked = (
  devices: readonly AccountDevice[],
  sequence: number,
  concerns: (keys: KeyDevice) => boolean,
): readonly AccountDevice[] =>
  devices.map((device) => (isStanding(device) && concerns(device.keys) ? { ...device, revokedAt: sequence } : device))

async function refusalOf(
  userId: string,
  device: KeyDevice,
  devices: readonly AccountDevice[],
): Promise<LogRefusal | undefined> {
  if (devices.some(({ keys }) => sharesAnything(keys, device))) return 'reused'
  const standing = devices.filter((other) => isStanding(other) && other.keys.kind === 'device')
  if (device.kind === 'device' && standing.length >= logLimits.devices) return 'too_many'
  return (await isProven(userId, device)) ? undefined : isUsable(device) ? 'bad_proof' : 'bad_key'
}

const sharesAnything = (a: KeyDevice, b: KeyDevice): boolean =>
  a.deviceId === b.deviceId || a.signatureKey === b.signatureKey || a.boxKey === b.boxKey

const isUsable = ({ signatureKey, boxKey }: KeyDevice): boolean =>
  isEd25519Point(bytesOf(signatureKey)) && isXWingPublicKey(bytesOf(boxKey))

/** SPEC I4: its keys can be used, and it holds the one that signs. */
export async function isProven(userId: string, device: KeyDevice): Promise<boolean> {
  if (!isUsable(device)) return false
  return ed25519Verify(bytesOf(device.signatureKey), bytesOf(device.proof), proofBytes(userId, device))
}
