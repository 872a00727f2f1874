import { withoutStandIns } from '../../auth/names/stand-ins.ts'

/** Cyrillic and Greek letters that look like Latin ones (Unicode TS 39, confusables.txt), in lower case. */
const twins: Record<string, string> = {
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', ѕ: 's' },
  ...{ т: 't', у: 'y', х: 'x', ѵ: 'v', ԝ: 'w', ɑ: 'a', ı: 'i', α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v' },
  ...{ ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', '@': 'a', $: 's' },
}
const twin = new RegExp(`[${Object.keys(twins).join('')}]`, 'gu')

/** Marks on letters, and characters that nobody sees. */
const unseen = /[\p{M}\p{Cf}]/gu
const between = /[^\p{L}\p{N}]+/gu

/**
 * Text as automatic rules compare it: compatible forms as one (NFKC, Unicode annex 15), without case and marks, letters
 * that look alike as one, words apart by one space, one at each end too. A number stays a number.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(unseen, '').normalize('NFKC').toLowerCase()
  const words = plain
    .replace(twin, (letter) => twins[letter] ?? letter)
    .replace(between, ' ')
    .trim()
  return ` ${words
    .split(' ')
    .map((word) => (/^\p{N}*$/u.test(word) ? word : withoutStandIns(word)))
    .join(' ')} `
}
