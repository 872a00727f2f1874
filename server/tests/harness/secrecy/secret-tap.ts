import type { webcrypto } from 'node:crypto'
import { vi } from 'vitest'

type Key = webcrypto.CryptoKey
type Made = Key | webcrypto.CryptoKeyPair

type Named = { name: string; value: Buffer }

/** What the platform's cryptography is asked for by this process: it is only listened to, but that keys may be exported. */
export type SecretTap = {
  /** Everything drawn at random, private and symmetric keys, and plaintexts, so far. */
  secrets(): Promise<Named[]>
  /** Everything that this process sent to servers. */
  sent(): readonly string[]
  stop(): void
}

/** Nonces are shorter than any secret. */
const leastBytes = 16
/** Enough of a long plaintext to know it by. */
const pieceBytes = 48

export function tapSecrets(): SecretTap {
  const { subtle } = crypto
  const found: Named[] = []
  const keys: Key[] = []
  const bodies: string[] = []
  const keep = (name: string, value: Uint8Array) => {
    if (value.length >= leastBytes) found.push({ name, value: Buffer.from(value.subarray(0, pieceBytes)) })
  }
  const original = {
    getRandomValues: crypto.getRandomValues.bind(crypto),
    generateKey: subtle.generateKey.bind(subtle) as (...asked: unknown[]) => Promise<Made>,
    importKey: subtle.importKey.bind(subtle) as (...asked: unknown[]) => Promise<Key>,
    encrypt: subtle.encrypt.bind(subtle),
    fetch: globalThis.fetch,
  }
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    const drawn = original.getRandomValues(into)
    if (drawn instanceof Uint8Array) keep('drawn', drawn)
    return drawn
  })
  vi.spyOn(subtle, 'generateKey').mockImplementation(async (algorithm, _extractable, usages) => {
    const made = await original.generateKey(algorithm, true, usages)
    keys.push('privateKey' in made ? made.privateKey : made)
    return made
  })
  vi.spyOn(subtle, 'importKey').mockImplementation(async (...asked: unknown[]) => {
    const [format, bytes, , , usages] = asked
    const isSecret = format === 'pkcs8' || (Array.isArray(usages) && usages.includes('encrypt'))
    if (isSecret && bytes instanceof Uint8Array) keep(`imported ${String(format)}`, bytes.subarray(-32))
    return original.importKey(...asked)
  })
  vi.spyOn(subtle, 'encrypt').mockImplementation((algorithm, key, plaintext) => {
    if (plaintext instanceof Uint8Array) keep('plaintext', plaintext)
    return original.encrypt(algorithm, key, plaintext)
  })
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    if (typeof init?.body === 'string') bodies.push(init.body)
    return original.fetch(input, init)
  })

  return {
    async secrets() {
      const exported = keys.splice(0).map(async (key) => {
        const bytes = await subtle.exportKey(key.type === 'private' ? 'pkcs8' : 'raw', key)
        // A private key of RFC 8410 ends with its 32 bytes.
        keep(`key ${key.algorithm.name}`, new Uint8Array(bytes).subarray(-32))
      })
      await Promise.all(exported)
      const all = found.filter(({ value }) => new Set(value).size > 1)
      return [...new Map(all.map((secret) => [secret.value.toString('hex'), secret])).values()]
    },
    sent: () => bodies,
    stop: () => vi.restoreAllMocks(),
  }
}
