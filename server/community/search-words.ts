/** More words than this find nothing better. */
const mostWords = 6

/** The words of a search in lower case, each once. */
export const searchWords = (text: string): string[] =>
  [
    ...new Set(
      text
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  ].slice(0, mostWords)
