/** Scripts that one language writes together (Unicode TS 39 §5.1): Japanese, Korean, and Chinese with Bopomofo. */
const together = [
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]$/u,
  /^[\p{scx=Han}\p{scx=Hangul}]$/u,
  /^[\p{scx=Han}\p{scx=Bopomofo}]$/u,
]
/** Scripts whose letters are taken for one another; of any other script one is as good as another here. */
const single = [
  /^\p{scx=Latin}$/u,
  /^\p{scx=Cyrillic}$/u,
  /^\p{scx=Greek}$/u,
  /^\p{scx=Armenian}$/u,
  /^\p{scx=Cherokee}$/u,
  /^\p{scx=Georgian}$/u,
  /^\p{scx=Hebrew}$/u,
  /^\p{scx=Arabic}$/u,
  /^\p{scx=Thai}$/u,
  /^\p{scx=Devanagari}$/u,
]
/** Latin beside one of the East Asian groups is everyday writing ("highly restrictive", §5.2). */
const latinBeside = together.map((group) => new RegExp(`${group.source}|^\\p{scx=Latin}$`, 'u'))
const resolved = [...single, ...together, ...latinBeside]

const letter = /\p{L}/u
const invisible = /[\p{Cf}\p{Cc}]/u
/** Marks that emoji are put together with, and the joiners that some scripts spell with. */
const withinEmoji = /\p{Extended_Pictographic}(?:\u{fe0f}|\u{200d}|[\u{e0020}-\u{e007f}]|\p{EMod})*/gu
const withinWords = /(?<=[\p{scx=Arabic}\p{scx=Devanagari}\p{M}])(?:\u{200c}|\u{200d})(?=\p{L})/gu

/**
 * Whether a name mixes scripts as honest names do not: `Аda` with a Cyrillic А. Invisible and direction-changing
 * characters count as well; they serve to make one name look like another.
 */
export function mixesScripts(name: string): boolean {
  const plain = name.replace(withinEmoji, '').replace(withinWords, '')
  if (invisible.test(plain)) return true
  const letters = Array.from(plain).filter((character) => letter.test(character))
  return letters.some((one) => resolved.some((script) => script.test(one))) && !fitOne(letters)
}

const fitOne = (letters: string[]): boolean =>
  resolved.some((script) => letters.every((character) => script.test(character)))
