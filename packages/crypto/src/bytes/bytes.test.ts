import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/random.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { isBytes, isCount, isId, isList, isRecord, isText } from './checks.ts'
import { idBytes, idOf, numberOf, pack, unpack } from './pack.ts'

describe('I1: encoding', () => {
  it('gives one text for some bytes and takes no other', () => {
    const random = seededRandom(1)
    for (let size = 0; size < 200; size++) {
      const bytes = random.bytes(size)
      const text = toBase64Url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64Url(text)).toEqual(bytes)
      expect(isBytes(size)(text)).toBe(true)
      expect(isBytes(size + 1)(text)).toBe(false)
    }
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+', 'A/', 'A A', 'Aé', '٣٣'])
      expect(fromBase64Url(text), text).toBeUndefined()
    expect([isBytes(1)('AB'), isBytes(2)('AAB'), isBytes(1)('AA'), isBytes(2)('AAA')]).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  it('keeps parts apart', () => {
    expect(pack('ab', 'c')).not.toEqual(pack('a', 'bc'))
    expect(pack('', 'a')).not.toEqual(pack('a', ''))
    expect(pack(undefined)).toEqual(pack(''))
    expect(unpack(pack('a', 7, undefined))?.map((part) => part.length)).toEqual([1, 8, 0])
    expect(numberOf(unpack(pack(2 ** 53 - 1))?.[0] ?? new Uint8Array())).toBe(2 ** 53 - 1)
    expect(numberOf(new Uint8Array(8).fill(255))).toBeUndefined()
    for (const bytes of [[0], [0, 0, 0, 2, 1], [0, 0, 0, 1], [255, 255, 255, 255]]) {
      expect(unpack(Uint8Array.from(bytes))).toBeUndefined()
    }
  })

  it('reads ids as their 16 bytes', () => {
    const id = '018f3c1e-5d7a-7c3e-9a10-b1c2d3e4f506'
    expect(idBytes(id).length).toBe(16)
    expect(idOf(idBytes(id))).toBe(id)
    for (const other of [id.toUpperCase(), `${id}0`, id.slice(1), '', 7, null]) expect(isId(other)).toBe(false)
  })

  it('takes records with all members and no others', () => {
    const check = isRecord<{ id: string; count?: number }>({ id: isId, count: isCount(0, 9) }, ['count'])
    const id = '018f3c1e-5d7a-7c3e-9a10-b1c2d3e4f506'
    expect([{ id }, { id, count: 9 }].every(check)).toBe(true)
    const others = [
      {},
      { id, count: 10 },
      { id, count: 0.5 },
      { id, count: undefined },
      { id, more: 1 },
      { count: 1 },
      null,
      [],
      'x',
    ]
    expect(others.some(check)).toBe(false)
    expect(check(JSON.parse(`{"id":"${id}","__proto__":1}`))).toBe(false)
    expect(check(JSON.parse(`{"id":"${id}","constructor":1}`))).toBe(false)
    expect(isList(isText(1), { min: 1, max: 2 })(['a', 'bc'])).toBe(false)
  })
})
