/** The registered cipher suites of RFC 9605 §4.5 (table 1). Sizes in bytes. */
export type FrameSuiteName =
  | 'AES_128_CTR_HMAC_SHA256_80'
  | 'AES_128_CTR_HMAC_SHA256_64'
  | 'AES_128_CTR_HMAC_SHA256_32'
  | 'AES_128_GCM_SHA256_128'
  | 'AES_256_GCM_SHA512_128'

export type FrameSuite = {
  readonly name: FrameSuiteName
  readonly id: number
  readonly hash: 'SHA-256' | 'SHA-512'
  readonly mode: 'gcm' | 'ctr-hmac'
  /** The AES key alone. */
  readonly cipherKeySize: number
  /** Nk: what key derivation yields and the length of the base key; in CTR mode the HMAC key follows the AES key. */
  readonly keySize: number
  /** Nt */
  readonly tagSize: number
}

const ctr = { hash: 'SHA-256', mode: 'ctr-hmac', cipherKeySize: 16, keySize: 48 } as const
const gcm = { mode: 'gcm', tagSize: 16 } as const

export const frameSuites: readonly FrameSuite[] = [
  { name: 'AES_128_CTR_HMAC_SHA256_80', id: 1, ...ctr, tagSize: 10 },
  { name: 'AES_128_CTR_HMAC_SHA256_64', id: 2, ...ctr, tagSize: 8 },
  { name: 'AES_128_CTR_HMAC_SHA256_32', id: 3, ...ctr, tagSize: 4 },
  { name: 'AES_128_GCM_SHA256_128', id: 4, ...gcm, hash: 'SHA-256', cipherKeySize: 16, keySize: 16 },
  { name: 'AES_256_GCM_SHA512_128', id: 5, ...gcm, hash: 'SHA-512', cipherKeySize: 32, keySize: 32 },
]

/** Throws RangeError for a name that is not registered. */
export function frameSuiteNamed(name: FrameSuiteName): FrameSuite {
  const suite = frameSuites.find((candidate) => candidate.name === name)
  if (!suite) throw new RangeError(`unknown SFrame suite ${name}`)
  return suite
}

/** Nn of every registered suite. */
export const nonceSize = 12

/** The suite that calls use; why: docs/development/decisions/0002-frame-suite.md. */
export const frameSuite: FrameSuite = frameSuiteNamed('AES_128_GCM_SHA256_128')
