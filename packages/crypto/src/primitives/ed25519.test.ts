import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { type Bytes, concatBytes, ownBytes, randomBytes, utf8 } from '../platform.ts'
import { fromHex, toHex } from '../testing/vectors.ts'
import {
  ed25519PublicKey,
  ed25519Verify,
  generateNative,
  isEd25519Point,
  signNative,
  signWithSeed,
  verifyInScript,
} from './ed25519.ts'

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const message = utf8('something signed')
const seed = randomBytes(32)
const publicKey = ed25519PublicKey(seed)

const littleEndian = (value: bigint): Bytes => fromHex(value.toString(16).padStart(64, '0')).toReversed()
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes.toReversed())}`)

/** y of the points of order 1, 2, 4 and 8, with either sign, and their forms above the prime. */
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
]

describe('I3: Ed25519', () => {
  it('signs as RFC 8032 §7.1 does', async () => {
    const key = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
    const expected =
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
    expect(Buffer.from(await signWithSeed(key, Uint8Array.of(0x72))).toString('hex')).toBe(expected)
    expect(await ed25519Verify(ed25519PublicKey(key), fromHex(expected), Uint8Array.of(0x72))).toBe(true)
  })

  it('keeps a native key that cannot be taken out', async () => {
    const native = await generateNative()
    if (!native) throw new Error('Node 24 has Ed25519')
    expect(native.key.extractable).toBe(false)
    expect(await ed25519Verify(native.publicKey, await signNative(native.key, message), message)).toBe(true)
  })

  it('gives the same answer in script, for platforms without it', async () => {
    const signature = await signWithSeed(seed, message)
    expect(verifyInScript(publicKey, signature, message)).toBe(true)
    expect(verifyInScript(publicKey, signature, utf8('something else'))).toBe(false)
    expect(verifyInScript(ownBytes(randomBytes(32)), signature, message)).toBe(false)
  })

  it('refuses S of the order and above: a signature has one form', async () => {
    const signature = await signWithSeed(seed, message)
    const s = numberOf(signature.subarray(32))
    for (const other of [s + order, order, order + 1n, 2n ** 255n - 1n, 2n ** 256n - 1n]) {
      const changed = concatBytes(signature.subarray(0, 32), littleEndian(other % 2n ** 256n))
      expect(await ed25519Verify(publicKey, changed, message)).toBe(false)
    }
  })

  it.each(smallOrder)('refuses %s as a key and as R', async (hex) => {
    const point = fromHex(hex)
    expect(isEd25519Point(point)).toBe(false)
    // With A of small order and S = 0, R = -kA verifies for one message in eight under a verifier that does not look.
    for (const sign of [point, fromHex(smallOrder[0] ?? '')]) {
      expect(await ed25519Verify(point, concatBytes(sign, new Uint8Array(32)), message)).toBe(false)
    }
    const signature = await signWithSeed(seed, message)
    expect(await ed25519Verify(publicKey, concatBytes(point, signature.subarray(32)), message)).toBe(false)
  })

  it('does not take a key with a part of small order for another: no cofactor', () => {
    const torsion = ed25519.Point.fromBytes(fromHex(smallOrder[6] ?? ''))
    const mixed = ownBytes(ed25519.Point.fromBytes(publicKey).add(torsion).toBytes())
    const signature = ed25519.sign(message, seed)
    expect(verifyInScript(mixed, ownBytes(signature), message)).toBe(false)
  })

  it('refuses other lengths and whatever is not on the curve', async () => {
    const signature = await signWithSeed(seed, message)
    for (const length of [0, 32, 63])
      expect(await ed25519Verify(publicKey, signature.slice(0, length), message)).toBe(false)
    expect(await ed25519Verify(publicKey, new Uint8Array([...signature, 0]), message)).toBe(false)
    expect(await ed25519Verify(publicKey.slice(1), signature, message)).toBe(false)
    const offCurve = fromHex('0200000000000000000000000000000000000000000000000000000000000000')
    expect(await ed25519Verify(offCurve, signature, message)).toBe(false)
  })

  it('refuses every bit that is changed, in signature, key and message', async () => {
    const signature = await signWithSeed(seed, message)
    for (const [place, original] of [signature, publicKey, message].entries()) {
      for (let bit = 0; bit < original.length * 8; bit += 5) {
        const changed = original.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const [s, k, m] = [signature, publicKey, message].map((bytes, index) => (index === place ? changed : bytes))
        if (!s || !k || !m) throw new Error('three parts')
        expect(await ed25519Verify(k, s, m), `part ${place}, bit ${bit}`).toBe(false)
      }
    }
  })
})
