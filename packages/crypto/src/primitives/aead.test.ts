import { describe, expect, it } from 'vitest'
import { randomBytes, utf8 } from '../platform.ts'
import { fromHex, toHex } from '../testing/vectors.ts'
import { aeadKey, aeadOpen, aeadSeal, openRandomly, sealOverhead, sealRandomly } from './aead.ts'
import { derive, hash, kdfExpand, mac } from './hash.ts'

const aad = utf8('bound')

describe('I2: AES-256-GCM', () => {
  it('is that of the GCM specification, test case 16', async () => {
    const key = await aeadKey(fromHex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'))
    const bound = {
      nonce: fromHex('cafebabefacedbaddecaf888'),
      aad: fromHex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const plaintext = fromHex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
    const sealed = await aeadSeal(key, bound, plaintext)
    expect(toHex(sealed.subarray(-16))).toBe('76fc6ece0f4e1768cddf8853bb2d551b')
    expect(await aeadOpen(key, bound, sealed)).toEqual(plaintext)
  })

  it('refuses a tag that was changed anywhere, cut short or left out', async () => {
    const key = await aeadKey(randomBytes(32))
    const bound = { nonce: randomBytes(12), aad }
    const sealed = await aeadSeal(key, bound, utf8('hello'))
    for (let bit = 0; bit < 128; bit++) {
      const changed = sealed.slice()
      const at = sealed.length - 1 - (bit >> 3)
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7))
      expect(await aeadOpen(key, bound, changed)).toBeUndefined()
    }
    for (let cut = 1; cut <= sealed.length; cut++) {
      expect(await aeadOpen(key, bound, sealed.slice(0, sealed.length - cut))).toBeUndefined()
    }
    expect(await aeadOpen(key, bound, new Uint8Array([...sealed, 0]))).toBeUndefined()
  })

  it('refuses another nonce, another AAD and another key', async () => {
    const key = await aeadKey(randomBytes(32))
    const bound = { nonce: randomBytes(12), aad }
    const sealed = await aeadSeal(key, bound, utf8('hello'))
    expect(await aeadOpen(key, { ...bound, nonce: randomBytes(12) }, sealed)).toBeUndefined()
    expect(await aeadOpen(key, { ...bound, aad: utf8('bounD') }, sealed)).toBeUndefined()
    expect(await aeadOpen(await aeadKey(randomBytes(32)), bound, sealed)).toBeUndefined()
  })

  it('takes keys of 32 bytes only', () => {
    for (const size of [0, 16, 24, 31, 33]) expect(() => aeadKey(randomBytes(size))).toThrow(TypeError)
  })

  it('with a random nonce in front refuses what is shorter than nonce and tag', async () => {
    const key = await aeadKey(randomBytes(32))
    const sealed = await sealRandomly(key, aad, new Uint8Array(0))
    expect(sealed.length).toBe(sealOverhead)
    expect(await openRandomly(key, aad, sealed)).toEqual(new Uint8Array(0))
    expect(await openRandomly(key, aad, sealed.slice(0, -1))).toBeUndefined()
  })
})

describe('I2: hash, MAC and KDF', () => {
  it('are SHA-256, HMAC (RFC 4231, case 2) and HKDF without salt (RFC 5869, case 3)', () => {
    expect(toHex(hash(utf8('abc'))).slice(0, 16)).toBe('ba7816bf8f01cfea')
    expect(toHex(mac(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
    expect(toHex(derive(new Uint8Array(22).fill(0x0b), new Uint8Array(0)))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
    )
  })

  it('give at most 255 blocks (RFC 5869 §2.3)', () => {
    expect(kdfExpand(randomBytes(32), aad, 255 * 32).length).toBe(8_160)
    expect(() => kdfExpand(randomBytes(32), aad, 255 * 32 + 1)).toThrow(/length/i)
  })
})
