import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../tests/harness/random.ts'
import { foldText } from './fold-text.ts'
import { createWordSearch, needleOf } from './word-search.ts'

const finds = (words: string[], text: string) => createWordSearch(words).find(text)

describe('a word', () => {
  it.each([
    ['spam', 'no SPAM here'],
    ['spam', 'spam'],
    ['spam', '…spam!'],
    ['spam*', 'spammers'],
    ['*spam', 'no-megaspam'],
    ['*spam*', 'xspamx'],
    ['buy now', 'Buy   NOW'],
    ['café', 'CAFE'],
    ['straße', 'STRASSE'.replace('SS', 'ß')],
  ])('%s is in “%s”', (word, text) => expect(finds([word], text)).toBe(word))

  it.each([
    ['spam', 'spammers'],
    ['spam', 'xspam'],
    ['spam*', 'xspam'],
    ['*spam', 'spamx'],
    ['buy now', 'buynow'],
    ['ass', 'class assembly'],
    ['ass', 'call 455'],
  ])('%s is not in “%s”', (word, text) => expect(finds([word], text)).toBeNull())

  it.each([
    ['full width', 'ｓｐａｍ'],
    ['Cyrillic letters that look the same', 'sраm'],
    ['digits', '5p4m'],
    ['marks', 's\u0335p\u0335a\u0335m'],
    ['what nobody sees', 's\u200bp\u00ada\u2060m'],
    ['letters in mathematical dress', '𝓼𝓹𝓪𝓶'],
    ['signs', '$p@m'],
  ])('is found behind %s', (_, text) => expect(finds(['spam'], text)).toBe('spam'))
})

it.each(['*', '**', 'a*b', '!!', ' ', '', '***a'])('%j is no word', (word) => expect(needleOf(word)).toBeNull())

describe('many words at once', () => {
  /** The same, said slowly: each word tried at each place of the folded text. */
  const slowly = (words: string[], text: string) => {
    const folded = foldText(text)
    return words.some((word) => {
      const needle = needleOf(word)
      return needle !== null && folded.includes(needle)
    })
  }

  it.each([1, 2, 3])('finds what trying one after the other finds (seed %i)', (seed) => {
    const random = seededRandom(seed)
    const letters = ['a', 'b', 'A', 'l', '1', '0', 'о', ' ', '-', '\u0301', 'ß', 'ﬁ', '😀', '*']
    const text = (most: number) =>
      Array.from({ length: random.below(most) }, () => letters[random.below(letters.length)]).join('')
    for (let round = 0; round < 300; round += 1) {
      const words = Array.from({ length: 1 + random.below(20) }, () => text(6))
      const read = text(60)
      expect(createWordSearch(words).find(read) !== null, JSON.stringify({ words, read })).toBe(slowly(words, read))
    }
  })

  it('is done with the most that the limits allow and the worst that one can think of', () => {
    const words = Array.from(
      { length: 10_000 },
      (_, index) => `*${'a'.repeat(1 + (index % 38))}${(index * 7919).toString(36)}*`,
    )
    const text = 'a'.repeat(40_000)
    expect(createWordSearch(words).find(text)).toBeNull()
    expect(createWordSearch(words).find(`${text}a${(7919).toString(36)}`)).not.toBeNull()
  })
})

it('folding what is folded changes nothing', () => {
  const random = seededRandom(7)
  for (let round = 0; round < 500; round += 1) {
    const text = String.fromCodePoint(...Array.from({ length: 12 }, () => 32 + random.below(0xd000)))
    const once = foldText(text)
    expect(foldText(once), JSON.stringify(text)).toBe(once)
  }
})
