import { labelled } from '../bytes/pack.ts'
import { type Bytes, concatBytes, equalBytes } from '../platform.ts'
import { hash } from '../primitives/hash.ts'

/*
 * Words made of syllables, 16 bits each ("proquints", D. S. Wilkerson 2009). They can be said over the telephone, need no list,
 * are of no language, and most slips of the pen make something that is no word; the check finds the others (SPEC R1).
 */
const consonants = 'bdfghjklmnprstvz'
const vowels = 'aiou'
const wordLength = 5
const secretSize = 16
const checkSize = 2
const wordCount = (secretSize + checkSize) / 2

export type CodeReading =
  | { kind: 'code'; bits: Bytes }
  /** `word` counts from 1. */
  | { kind: 'refused'; reason: 'no_such_word'; word: number }
  | { kind: 'refused'; reason: 'wrong_length' | 'wrong_check' }

export const recoveryBitsSize = secretSize

/** Nine words, separated by spaces. */
export function formatRecoveryCode(bits: Bytes): string {
  const bytes = concatBytes(bits, checkOf(bits))
  return Array.from({ length: wordCount }, (_, index) =>
    wordOf(((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)),
  ).join(' ')
}

/** However it was typed: capitals, hyphens, line breaks and numbers between the words do not matter. */
export function readRecoveryCode(text: string): CodeReading {
  const letters = text.toLowerCase().replaceAll(/[^a-z]/g, '')
  if (letters.length !== wordCount * wordLength) return { kind: 'refused', reason: 'wrong_length' }
  const bytes = new Uint8Array(secretSize + checkSize)
  for (let index = 0; index < wordCount; index++) {
    const value = valueOf(letters.slice(index * wordLength, (index + 1) * wordLength))
    if (value === undefined) return { kind: 'refused', reason: 'no_such_word', word: index + 1 }
    bytes.set([value >> 8, value & 255], index * 2)
  }
  const bits = bytes.slice(0, secretSize)
  const good = equalBytes(checkOf(bits), bytes.subarray(secretSize))
  return good ? { kind: 'code', bits } : { kind: 'refused', reason: 'wrong_check' }
}

const checkOf = (bits: Bytes): Uint8Array => hash(labelled('recovery check', bits)).subarray(0, checkSize)

const wordOf = (value: number): string =>
  consonants.charAt(value >> 12) +
  vowels.charAt((value >> 10) & 3) +
  consonants.charAt((value >> 6) & 15) +
  vowels.charAt((value >> 4) & 3) +
  consonants.charAt(value & 15)

function valueOf(word: string): number | undefined {
  let value = 0
  for (let place = 0; place < word.length; place++) {
    const [letters, bits] = place % 2 === 0 ? ([consonants, 4] as const) : ([vowels, 2] as const)
    const digit = letters.indexOf(word.charAt(place))
    if (digit < 0) return undefined
    value = (value << bits) | digit
  }
  return value
}
