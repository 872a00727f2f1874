import { describe, expect, it } from 'vitest'
import { mutate, type Random, seededRandom } from '../testing/random.ts'
import { fromHex, sframeVectors, toHex } from '../testing/vectors.ts'
import { aeadOpen, aeadSeal } from './aead.ts'
import { nonceOf, openFrame, sealFrame } from './frame-cipher.ts'
import { deriveFrameKey, importCtrKey } from './frame-key.ts'
import { type FrameSuite, frameSuiteNamed, frameSuites } from './frame-suite.ts'

const vectors = sframeVectors()

/** The vectors also hold the suites 6 to 8 of a later draft: the same construction with longer keys. */
const longCtrSuite = (id: number): FrameSuite => ({
  name: 'AES_128_CTR_HMAC_SHA256_80',
  id,
  hash: 'SHA-512',
  mode: 'ctr-hmac',
  cipherKeySize: 32,
  keySize: 96,
  tagSize: { 6: 10, 7: 8, 8: 4 }[id] ?? 0,
})

describe('S4: SFrame ciphers', () => {
  it('agree with every published AES-CTR-HMAC case', async () => {
    const cases = [...vectors.aes_ctr_hmac, ...vectors.aes_256_ctr_hmac]
    expect(cases).toHaveLength(6)
    for (const vector of cases) {
      const suite = frameSuites.find(({ id }) => id === vector.cipher_suite) ?? longCtrSuite(vector.cipher_suite)
      const nonce = fromHex(vector.nonce)
      const key = await importCtrKey(suite, fromHex(vector.key), nonce)
      expect(toHex(await aeadSeal(key, { nonce, aad: fromHex(vector.aad) }, fromHex(vector.pt)))).toBe(vector.ct)
      const opened = await aeadOpen(key, { nonce, aad: fromHex(vector.aad) }, fromHex(vector.ct))
      expect(opened && toHex(opened)).toBe(vector.pt)
    }
  })

  it('derive the published keys, nonces and frames for all five suites', async () => {
    expect(vectors.sframe.map((vector) => vector.cipher_suite)).toEqual(frameSuites.map((suite) => suite.id))
    for (const vector of vectors.sframe) {
      const suite = frameSuites.find(({ id }) => id === vector.cipher_suite)
      if (!suite) throw new Error('suite missing')
      const [kid, counter] = [BigInt(vector.kid), BigInt(vector.ctr)]
      const key = await deriveFrameKey(suite, fromHex(vector.base_key), kid)
      expect(toHex(key.salt)).toBe(vector.sframe_salt)
      expect(toHex(nonceOf(key, 0, Number(counter)))).toBe(vector.nonce)

      const [metadata, plaintext] = [fromHex(vector.metadata), fromHex(vector.pt)]
      const frame = await sealFrame(key, { kid, counter, plaintext, metadata })
      expect(toHex(frame)).toBe(vector.ct)
      const outcome = await openFrame(() => key, frame, metadata)
      expect(outcome).toEqual({ kind: 'opened', plaintext, kid, counter })
    }
  })

  it('keep 64-bit key ids and counters exact', async () => {
    const kid = (1n << 64n) - 2n
    const key = await deriveFrameKey(frameSuiteNamed('AES_256_GCM_SHA512_128'), new Uint8Array(32), kid)
    const counter = (1n << 64n) - 1n
    const plaintext = fromHex('00112233')
    const frame = await sealFrame(key, { kid, counter, plaintext })
    expect(await openFrame((asked) => (asked === kid ? key : undefined), frame)).toEqual({
      kind: 'opened',
      plaintext,
      kid,
      counter,
    })
  })

  it('make keys that cannot be exported', async () => {
    for (const suite of frameSuites) {
      const key = await deriveFrameKey(suite, new Uint8Array(suite.keySize), 1n)
      expect(key.cipher.extractable).toBe(false)
      expect(key.authentication?.extractable ?? false).toBe(false)
    }
  })

  it('reject any changed bit, other metadata, and a missing tag', async () => {
    for (const suite of frameSuites) {
      const key = await deriveFrameKey(suite, new Uint8Array(suite.keySize).fill(7), 9n)
      const frame = await sealFrame(key, { kid: 9n, counter: 300n, plaintext: new Uint8Array(20) })
      const always = () => key
      for (let bit = 0; bit < frame.length * 8; bit++) {
        const changed = frame.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect((await openFrame(always, changed)).kind, `${suite.name} bit ${bit}`).toBe('rejected')
      }
      expect((await openFrame(always, frame, fromHex('01'))).kind).toBe('rejected')
      expect((await openFrame(always, frame.subarray(0, 4 + suite.tagSize - 1))).kind).toBe('rejected')
    }
  })

  it('name the key id they have no key for', async () => {
    expect(await openFrame(() => undefined, fromHex('99ffff0100aabb'))).toEqual({ kind: 'unknown_key', kid: 0xffffn })
  })

  it('take 100,000 random and mutated frames without throwing or opening one', async () => {
    const random = seededRandom(4)
    const keys = await Promise.all(
      frameSuites.map(async (suite) => {
        const key = await deriveFrameKey(suite, random.bytes(suite.keySize), 3n)
        return { key, frame: await sealFrame(key, { kid: 3n, counter: 77n, plaintext: random.bytes(40) }) }
      }),
    )
    const counts = new Map<string, number>()
    for (let round = 0; round < 100_000 / 500; round++) {
      const batch = Array.from({ length: 500 }, async () => {
        const { key, frame } = random.pick(keys)
        const bytes = anyFrame(random, frame)
        if (toHex(bytes) === toHex(frame)) return 'unchanged'
        const outcome = await openFrame((kid) => (kid === 3n ? key : undefined), bytes)
        return outcome.kind === 'rejected' ? outcome.reason : outcome.kind
      })
      for (const outcome of await Promise.all(batch)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    }
    expect([...counts.keys()].toSorted()).toEqual(['authentication', 'malformed', 'unchanged', 'unknown_key'])
    expect(counts.get('authentication')).toBeGreaterThan(10_000)
  }, 60_000)
})

const anyFrame = (random: Random, frame: Uint8Array) =>
  random.below(4) === 0 ? random.bytes(random.below(60)) : mutate(random, frame)
