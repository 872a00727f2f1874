const standIns: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' }

/** Lower-case text with digits read as the letters that they often stand in for, and `l` as `i`. */
export const withoutStandIns = (text: string): string =>
  text.replace(/[013457]/g, (digit) => standIns[digit] ?? digit).replaceAll('l', 'i')
