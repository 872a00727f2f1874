import { argon2idAsync } from '@noble/hashes/argon2.js'
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import { isBytesUpTo, isId, isRecord } from '../bytes/checks.ts'
import { bytesOf, idBytes, labelled, numberOf, pack, unpack } from '../bytes/pack.ts'
import { type Account, placeOfHead, standingDevice } from '../identity/account.ts'
import { type DeviceKeys, deviceOfSeeds, newSeeds } from '../identity/device-keys.ts'
import type { KeyDevice, KeyLogHead } from '../identity/records.ts'
import { type Bytes, concatBytes, type Key, ownBytes, randomBytes } from '../platform.ts'
import { aeadKey, aeadKeySize, openRandomly, sealOverhead, sealRandomly } from '../primitives/aead.ts'
import { type CodeReading, formatRecoveryCode, readRecoveryCode, recoveryBitsSize } from './recovery-code.ts'

/** The private keys of a recovery key, as the server keeps them; packages/protocol/src/keys/recovery.ts describes it. */
export type RecoveryBackup = { deviceId: string; sealed: string }

/** What a code opens: a device that speaks for the account, and what its log must hold (SPEC R4). */
export type Recovered = { recovery: DeviceKeys; identityKey: string; head: KeyLogHead }

type CodeRefusal = Exclude<CodeReading, { kind: 'code' }>
export type RecoveryOpening =
  | { kind: 'opened'; recovered: Recovered }
  | CodeRefusal
  | { kind: 'refused'; reason: 'malformed' | 'wrong_code' }

const saltSize = 16
const seedSize = 32
const digestSize = 32
/** RFC 9106 and OWASP's smallest. The code has 128 random bits, so nothing hangs on it; decision 0012. */
const stretching = { m: 19_456, t: 2, p: 1, dkLen: aeadKeySize } as const
const contentSize = pack(
  new Uint8Array(seedSize),
  new Uint8Array(seedSize),
  new Uint8Array(digestSize),
  0,
  new Uint8Array(digestSize),
).length
const backupSize = saltSize + sealOverhead + contentSize

const isBackup = isRecord<RecoveryBackup>({ deviceId: isId, sealed: isBytesUpTo(backupSize) })

/**
 * A new recovery code with its key and its backup (SPEC R2). Store the backup, then admit `device` (R3), then show `code`, once.
 * About a second of work.
 */
export async function createRecovery(
  account: Account,
  deviceId: string,
): Promise<{ code: string; device: KeyDevice; backup: RecoveryBackup }> {
  const { userId, identityKey, head } = account
  const seeds = newSeeds()
  const { device } = await deviceOfSeeds({ userId, deviceId, kind: 'recovery' }, seeds)
  const bits = randomBytes(recoveryBitsSize)
  const salt = randomBytes(saltSize)
  const content = pack(seeds.signature, seeds.box, bytesOf(identityKey), head.sequence, bytesOf(head.hash))
  const sealed = await sealRandomly(await stretch(bits, salt), backupBytes(userId, deviceId), content)
  return {
    code: formatRecoveryCode(bits),
    device,
    backup: { deviceId, sealed: toBase64Url(concatBytes(salt, sealed)) },
  }
}

/** About a second of work where the code can be right, none where it cannot. */
export async function openRecovery({
  userId,
  backup,
  code,
}: {
  userId: string
  backup: RecoveryBackup
  code: string
}): Promise<RecoveryOpening> {
  const reading = readRecoveryCode(code)
  if (reading.kind === 'refused') return reading
  const bytes = isBackup(backup) ? fromBase64Url(backup.sealed) : undefined
  if (bytes?.length !== backupSize) return { kind: 'refused', reason: 'malformed' }
  const key = await stretch(reading.bits, bytes.subarray(0, saltSize))
  const content = await openRandomly(key, backupBytes(userId, backup.deviceId), bytes.subarray(saltSize))
  if (!content) return { kind: 'refused', reason: 'wrong_code' }
  return readContent({ userId, deviceId: backup.deviceId }, content)
}

/** SPEC R4. After `good`, the recovery key may admit this device. */
export function checkRecovered(
  { recovery, identityKey, head }: Recovered,
  account: Account,
): 'good' | 'identity_changed' | 'rolled_back' | 'forked' | 'not_in_standing' {
  if (account.identityKey !== identityKey) return 'identity_changed'
  const place = placeOfHead(account, head)
  if (place !== 'passed') return place === 'behind' ? 'rolled_back' : 'forked'
  const standing = standingDevice(account, recovery.device.deviceId)
  return standing?.signatureKey === recovery.device.signatureKey ? 'good' : 'not_in_standing'
}

async function readContent(owner: { userId: string; deviceId: string }, content: Bytes): Promise<RecoveryOpening> {
  const [signature, box, identityKey, sequence, headHash] = unpack(content) ?? []
  const head = sequence && numberOf(sequence)
  if (!signature || !box || !identityKey || !headHash || head === undefined)
    return { kind: 'refused', reason: 'malformed' }
  const seeds = { signature: ownBytes(signature).slice(), box: ownBytes(box).slice() }
  const recovery = await deviceOfSeeds({ ...owner, kind: 'recovery' }, seeds)
  const known = { sequence: head, hash: toBase64Url(headHash) }
  return { kind: 'opened', recovered: { recovery, identityKey: toBase64Url(identityKey), head: known } }
}

const stretch = async (bits: Bytes, salt: Bytes): Promise<Key> =>
  aeadKey(ownBytes(await argon2idAsync(bits, salt, stretching)))

const backupBytes = (userId: string, deviceId: string): Bytes =>
  labelled('recovery backup', idBytes(userId), idBytes(deviceId))
