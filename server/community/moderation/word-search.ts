import { randomInt } from 'node:crypto'
import { foldText } from './fold-text.ts'

const shape = /^(\*?)([^*]+)(\*?)$/

/**
 * What has to stand in a folded text for a word to be in it. A star at the beginning or end stands for any further
 * letters; without one the word ends there, which a space in the folded text says. null for what is no such word.
 */
export function needleOf(word: string): string | null {
  const [, before, letters, after] = shape.exec(word.trim()) ?? []
  if (letters === undefined) return null
  const core = foldText(letters).trim()
  if (core === '') return null
  return `${before ? '' : ' '}${core}${after ? '' : ' '}`
}

/** Needles of one length: their hashes, and which word each of them came from. */
type Shelf = { length: number; hashes: Set<number>; words: Map<string, string> }

export type WordSearch = {
  /** One of the words that the text has in it, as it was given; null: none. */
  find(text: string): string | null
}

/** Odd; drawn anew by each process, so that nobody can prepare texts whose parts all hash alike. */
const base = randomInt(2 ** 20, 2 ** 30) * 2 + 1
/** What fits a small integer, which is the quickest key. */
const hashBits = 0x3fffffff

function hashOf(text: string, length: number): number {
  let hash = 0
  for (let place = 0; place < length; place += 1) hash = (Math.imul(hash, base) + text.charCodeAt(place)) | 0
  return hash
}

/** Looks for all needles of a shelf, with a hash that rolls over the text (Karp and Rabin, 1987). */
function findOn({ length, hashes, words }: Shelf, text: string): string | null {
  if (text.length < length) return null
  let leaving = 1
  for (let count = 1; count < length; count += 1) leaving = Math.imul(leaving, base)
  let hash = hashOf(text, length)
  for (let end = length; ; end += 1) {
    const found = hashes.has(hash & hashBits) ? words.get(text.slice(end - length, end)) : undefined
    if (found !== undefined) return found
    if (end >= text.length) return null
    hash = (hash - Math.imul(text.charCodeAt(end - length), leaving)) | 0
    hash = (Math.imul(hash, base) + text.charCodeAt(end)) | 0
  }
}

/**
 * Looks for many words at once: the text is walked through once for each length that a needle has, however many there
 * are. The time grows with the text and not with what the words are, and nothing ever steps back.
 */
export function createWordSearch(words: readonly string[]): WordSearch {
  const shelves = new Map<number, Shelf>()
  for (const word of words) {
    const needle = needleOf(word)
    if (needle === null) continue
    const { length } = needle
    const shelf = shelves.get(length) ?? { length, hashes: new Set(), words: new Map() }
    shelves.set(length, shelf)
    shelf.hashes.add(hashOf(needle, length) & hashBits)
    if (!shelf.words.has(needle)) shelf.words.set(needle, word)
  }
  return {
    find(text) {
      const folded = foldText(text)
      for (const shelf of shelves.values()) {
        const found = findOn(shelf, folded)
        if (found !== null) return found
      }
      return null
    },
  }
}
