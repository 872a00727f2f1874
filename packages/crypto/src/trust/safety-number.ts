import { bytesOf, idBytes, labelled } from '../bytes/pack.ts'
import { subtle } from '../platform.ts'

const iterations = 100_000
const groupCount = 6
const bytesPerGroup = 5

type Person = { userId: string; identityKey: string }

/** SPEC T2: the same 60 digits on both sides, in groups of five. */
export async function safetyNumber(a: Person, b: Person): Promise<string> {
  const fingerprints = await Promise.all([fingerprintOf(a), fingerprintOf(b)])
  return fingerprints.toSorted().join(' ')
}

/** Stretched, so that looking for a key with a fingerprint like another's costs as much again. */
async function fingerprintOf({ userId, identityKey }: Person): Promise<string> {
  const input = labelled('safety number', bytesOf(identityKey), idBytes(userId))
  const key = await subtle.importKey('raw', input, 'PBKDF2', false, ['deriveBits'])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-512', salt: labelled('safety number salt'), iterations } as const
  const bits = new Uint8Array(await subtle.deriveBits(algorithm, key, groupCount * bytesPerGroup * 8))
  const groups = Array.from({ length: groupCount }, (_, group) => {
    const bytes = bits.subarray(group * bytesPerGroup, (group + 1) * bytesPerGroup)
    return bytes.reduce((sum, byte) => sum * 256 + byte, 0) % 100_000
  })
  return groups.map((group) => String(group).padStart(bytesPerGroup, '0')).join(' ')
}
