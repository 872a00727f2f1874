/** Marks that turn the direction of the text after them, and so could disguise a name, and control characters. */
const disguising = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line as it is kept, or nothing when none of it can be seen. */
export const cleanLine = (text: string): string => text.normalize('NFC').replace(disguising, '').trim()

export const cleanLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(cleanLine)
    .join('\n')
    .trim()
