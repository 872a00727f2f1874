import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core'
import { XWing } from '@hpke/hybridkem-x-wing'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Bytes, equalBytes, randomBytes, utf8 } from '../platform.ts'
import { fromHex } from '../testing/vectors.ts'
import { hpkeOpen, hpkeOverhead, hpkeSeal } from './hpke.ts'
import { isMlKemPublicKey } from './ml-kem.ts'
import { isXWingPublicKey, xWingDecapsulate, xWingEncapsulate, xWingPublicKey, xWingSizes } from './x-wing.ts'
import { isX25519PublicKey, x25519Shared } from './x25519.ts'

type LibraryKey = { readonly type: string }
/** What we use of it; its own types are the DOM's. */
type Library = {
  kem: {
    importKey(format: 'raw', bytes: ArrayBuffer, isPublic: false): Promise<LibraryKey>
    deserializePublicKey(bytes: Bytes): Promise<LibraryKey>
  }
  seal(
    to: { recipientPublicKey: LibraryKey; info: Bytes },
    plaintext: Bytes,
  ): Promise<{ enc: ArrayBuffer; ct: ArrayBuffer }>
  open(by: { recipientKey: LibraryKey; enc: Bytes; info: Bytes }, ciphertext: Bytes): Promise<ArrayBuffer>
}

const library = new CipherSuite({
  kem: new XWing(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
}) as unknown as Library
const info = utf8('a box')
const secret = randomBytes(32)
const own = { seed: randomBytes(xWingSizes.seed), publicKey: randomBytes(0) }

const lowOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]
/** The same points, written above the prime or with the bit that RFC 7748 passes over. */
const otherForms = [
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880',
]

const flipped = (bytes: Bytes, at: number): Bytes => {
  const changed = bytes.slice()
  changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
  return changed
}

beforeAll(async () => {
  own.publicKey = await xWingPublicKey(own.seed)
})

describe('I2: boxes by HPKE with X-Wing', () => {
  it('are those of the library: it opens ours, we open its, and keys from a seed agree', async () => {
    const pair = await library.kem.importKey('raw', own.seed.buffer, false)
    const publicKey = await library.kem.deserializePublicKey(own.publicKey)
    const ours = await hpkeSeal(own.publicKey, info, secret)
    const enc = ours.slice(0, xWingSizes.ciphertext)
    const opened = await library.open({ recipientKey: pair, enc, info }, ours.slice(xWingSizes.ciphertext))
    expect(equalBytes(new Uint8Array(opened), secret)).toBe(true)
    const theirs = await library.seal({ recipientPublicKey: publicKey, info }, secret)
    const sealed = new Uint8Array([...new Uint8Array(theirs.enc), ...new Uint8Array(theirs.ct)])
    expect(await hpkeOpen(own.seed, info, sealed)).toEqual(secret)
  })

  it('have 1,136 bytes more than what is in them, and never twice the same bytes', async () => {
    const [one, two] = await Promise.all([hpkeSeal(own.publicKey, info, secret), hpkeSeal(own.publicKey, info, secret)])
    expect(one.length).toBe(secret.length + hpkeOverhead)
    expect(hpkeOverhead).toBe(1_136)
    expect(equalBytes(one.slice(0, 32), two.slice(0, 32))).toBe(false)
  })

  it('open for no other key and no other info', async () => {
    const sealed = await hpkeSeal(own.publicKey, info, secret)
    expect(await hpkeOpen(randomBytes(32), info, sealed)).toBeUndefined()
    expect(await hpkeOpen(own.seed, utf8('another box'), sealed)).toBeUndefined()
    expect(await hpkeOpen(own.seed, new Uint8Array(0), sealed)).toBeUndefined()
  })

  it('of every other length are refused', async () => {
    const sealed = await hpkeSeal(own.publicKey, info, new Uint8Array(0))
    for (const length of [0, 1, 1_119, 1_120, 1_135]) {
      expect(await hpkeOpen(own.seed, info, sealed.slice(0, length))).toBeUndefined()
    }
    expect(await hpkeOpen(own.seed, info, new Uint8Array([...sealed, 0]))).toBeUndefined()
    expect(await hpkeOpen(own.seed, info, sealed)).toEqual(new Uint8Array(0))
    expect(await xWingDecapsulate(own.seed, sealed)).toBeUndefined()
  })

  it('with any byte changed are refused', async () => {
    const sealed = await hpkeSeal(own.publicKey, info, secret)
    for (let at = 0; at < sealed.length; at += at < 1_080 ? 23 : 1) {
      expect(await hpkeOpen(own.seed, info, flipped(sealed, at)), `byte ${at}`).toBeUndefined()
    }
  })
})

describe('I2: keys that nobody can be boxed to', () => {
  it.each([...lowOrder, ...otherForms])('X25519 %s', (hex) => {
    expect(isX25519PublicKey(fromHex(hex))).toBe(false)
    const publicKey = own.publicKey.slice()
    publicKey.set(fromHex(hex), 1_184)
    expect(isXWingPublicKey(publicKey)).toBe(false)
  })

  it.each(lowOrder)('X25519 %s as the sender’s half is refused', async (hex) => {
    await expect(x25519Shared(randomBytes(32), fromHex(hex))).rejects.toThrow(/failed|invalid/i)
    const { ciphertext } = await xWingEncapsulate(own.publicKey)
    ciphertext.set(fromHex(hex), 1_088)
    expect(await xWingDecapsulate(own.seed, ciphertext)).toBeUndefined()
  })

  it('ML-KEM coefficients of 3,329 and above', () => {
    const mlKem = own.publicKey.slice(0, 1_184)
    expect(isMlKemPublicKey(mlKem)).toBe(true)
    for (const at of [0, 3, 576, 1_149]) {
      const even = mlKem.slice()
      even.set([0x01, ((mlKem[at + 1] ?? 0) & 0xf0) | 0x0d], at)
      expect(isMlKemPublicKey(even)).toBe(false)
      const odd = mlKem.slice()
      odd.set([((mlKem[at + 1] ?? 0) & 0x0f) | 0xf0, 0xff], at + 1)
      expect(isMlKemPublicKey(odd)).toBe(false)
    }
    expect(isMlKemPublicKey(mlKem.slice(1))).toBe(false)
    expect(isXWingPublicKey(own.publicKey)).toBe(true)
    expect(isXWingPublicKey(own.publicKey.slice(1))).toBe(false)
    expect(isXWingPublicKey(new Uint8Array([...own.publicKey, 0]))).toBe(false)
  })
})
