/** Marks that turn the direction of the text after them, and so could disguise a name, and control characters. */
const disguising = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** One line of somebody's own words, in one form (NFC), without what cannot be seen. */
export const cleanLine = (text: string): string => text.normalize('NFC').replace(disguising, '').trim()
