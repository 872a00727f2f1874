/**
 * What every platform we run on has (browsers, their workers, Node): declared here and nowhere else, so that this package
 * compiles without the DOM's types and the programs that import it may bring any.
 */
export type Bytes = Uint8Array<ArrayBuffer>

/** Opaque; never extractable where this package makes one. */
export type Key = { readonly type: string; readonly extractable: boolean }

type Algorithm =
  | 'HKDF'
  | 'PBKDF2'
  | { name: 'AES-GCM'; iv?: Bytes; additionalData?: Bytes; tagLength?: number; length?: number }
  | { name: 'AES-CTR'; counter?: Bytes; length?: number }
  | { name: 'HMAC'; hash: string }
  | { name: 'HKDF'; hash: string; salt: Bytes; info: Bytes }
  | { name: 'PBKDF2'; hash: string; salt: Bytes; iterations: number }
  | 'HMAC'
  | 'Ed25519'
  | 'X25519'
  | { name: 'X25519'; public: Key }

export type KeyPair = { readonly publicKey: Key; readonly privateKey: Key }

type Subtle = {
  importKey(
    format: 'raw' | 'pkcs8',
    bytes: Bytes,
    algorithm: Algorithm,
    extractable: false,
    usages: string[],
  ): Promise<Key>
  generateKey(algorithm: 'Ed25519' | 'X25519', extractable: false, usages: string[]): Promise<KeyPair>
  generateKey(algorithm: { name: 'AES-GCM'; length: 256 }, extractable: false, usages: string[]): Promise<Key>
  exportKey(format: 'raw', key: Key): Promise<ArrayBuffer>
  deriveKey(from: Algorithm, base: Key, algorithm: Algorithm, extractable: false, usages: string[]): Promise<Key>
  deriveBits(algorithm: Algorithm, base: Key, lengthBits: number): Promise<ArrayBuffer>
  encrypt(algorithm: Algorithm, key: Key, plaintext: Bytes): Promise<ArrayBuffer>
  decrypt(algorithm: Algorithm, key: Key, ciphertext: Bytes): Promise<ArrayBuffer>
  sign(algorithm: Algorithm, key: Key, data: Bytes): Promise<ArrayBuffer>
  verify(algorithm: 'Ed25519', key: Key, signature: Bytes, data: Bytes): Promise<boolean>
}

type Platform = {
  crypto: { subtle: Subtle; getRandomValues(into: Bytes): Bytes }
  TextEncoder: new () => { encode(text: string): Bytes }
  TextDecoder: new (label: 'utf-8', options: { fatal: true; ignoreBOM: true }) => { decode(bytes: Uint8Array): string }
  performance: { now(): number }
  setTimeout(action: () => void, afterMs: number): unknown
  clearTimeout(timer: unknown): void
}

/** The one cast of the package: the global object is what it is, whichever type library describes it. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no type library of ours describes the global object
export const platform = globalThis as unknown as Platform

export const subtle = platform.crypto.subtle

export const randomBytes = (size: number): Bytes => platform.crypto.getRandomValues(new Uint8Array(size))

const encoder = new platform.TextEncoder()
const decoder = new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Bytes => encoder.encode(text)

/** `undefined` for bytes that are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** WebCrypto refuses views of shared memory; those, and only those, are copied. */
export function ownBytes(bytes: Uint8Array): Bytes {
  return isOwn(bytes) ? bytes : new Uint8Array(bytes)
}

const isOwn = (bytes: Uint8Array): bytes is Bytes => bytes.buffer instanceof ArrayBuffer

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
