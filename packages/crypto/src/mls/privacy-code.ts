import { ownBytes, subtle, utf8 } from '../platform.ts'

const iterations = 100_000
const groupCount = 4
const bytesPerGroup = 5

/**
 * SPEC M9. Stretched, because twenty digits alone could be brute-forced by somebody who sits between two groups and tries
 * commits until their codes agree.
 */
export async function privacyCodeOf(epochAuthenticator: Uint8Array): Promise<string> {
  const key = await subtle.importKey('raw', ownBytes(epochAuthenticator), 'PBKDF2', false, ['deriveBits'])
  const salt = utf8('C.H.A.O.S. privacy code 1')
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations } as const
  const bits = new Uint8Array(await subtle.deriveBits(algorithm, key, groupCount * bytesPerGroup * 8))
  const groups = Array.from({ length: groupCount }, (_, group) => {
    const bytes = bits.subarray(group * bytesPerGroup, (group + 1) * bytesPerGroup)
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    return String(value % 100_000).padStart(5, '0')
  })
  return groups.join(' ')
}
