/** Marks that turn the direction of the text after them, and so could disguise a name, and control characters. */
const disguising = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A name as it may be shown; '' when nothing of it can be seen. */
export const cleanName = (text: string): string => text.normalize('NFC').replace(disguising, '').trim()
