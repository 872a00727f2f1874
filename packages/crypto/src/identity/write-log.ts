import { toBase64Url } from '../bytes/base64url.ts'
import { type Bytes, randomBytes } from '../platform.ts'
import { ed25519PublicKey, ed25519Sizes, generateNative, signNative, signWithSeed } from '../primitives/ed25519.ts'
import type { Account } from './account.ts'
import type { DeviceKeys } from './device-keys.ts'
import { entryBytes, entryHash, zeroDigest } from './entry-bytes.ts'
import type { KeyDevice, KeyLogChange, KeyLogEntry } from './records.ts'

/** Entry 0 of a new log, and the account that it makes. The identity's private key is gone when this returns (SPEC I6). */
export async function foundIdentity({
  device,
  atMs,
}: {
  device: DeviceKeys
  atMs: number
}): Promise<{ entry: KeyLogEntry; account: Account }> {
  const identity = await createIdentityKey()
  const identityKey = toBase64Url(identity.publicKey)
  const change = { kind: 'found', identityKey, device: device.device } as const
  const unsigned = { userId: device.userId, sequence: 0, previous: zeroDigest, atMs, authorId: null, change }
  const entry = { ...unsigned, signature: toBase64Url(await identity.sign(entryBytes(unsigned))) }
  const hash = entryHash(entry)
  return {
    entry,
    account: {
      userId: device.userId,
      identityKey,
      head: { sequence: 0, hash },
      hashes: [hash],
      devices: [{ keys: device.device, admittedAt: 0, revokedAt: undefined }],
    },
  }
}

type Writing = { account: Account; author: DeviceKeys; atMs: number }

/**
 * The next entry of the log: the server takes it if nobody was faster. Whoever gives an entry looks at what they admit: the
 * digits were compared, or the code was right.
 */
export const admitDevice = ({ device, ...writing }: Writing & { device: KeyDevice }): Promise<KeyLogEntry> =>
  nextEntry(writing, { kind: 'admit', device })

export const revokeDevice = ({ deviceId, ...writing }: Writing & { deviceId: string }): Promise<KeyLogEntry> =>
  nextEntry(writing, { kind: 'revoke', deviceId })

async function nextEntry({ account, author, atMs }: Writing, change: KeyLogChange): Promise<KeyLogEntry> {
  const unsigned = {
    userId: account.userId,
    sequence: account.head.sequence + 1,
    previous: account.head.hash,
    atMs,
    authorId: author.device.deviceId,
    change,
  }
  return { ...unsigned, signature: toBase64Url(await author.sign(entryBytes(unsigned))) }
}

async function createIdentityKey(): Promise<{ publicKey: Bytes; sign(message: Bytes): Promise<Bytes> }> {
  const native = await generateNative()
  if (native) return { publicKey: native.publicKey, sign: (message) => signNative(native.key, message) }
  const seed = randomBytes(ed25519Sizes.seed)
  return { publicKey: ed25519PublicKey(seed), sign: (message) => signWithSeed(seed, message) }
}
