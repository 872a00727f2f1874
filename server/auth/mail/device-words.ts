// The order matters: browsers and systems name others that they want to pass for.
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\bElectron\//, 'The desktop client'],
  [/\b(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const wordFor = (table: [RegExp, string][], text: string) => table.find(([shape]) => shape.test(text))?.[1]

/** A user agent in words: "Firefox on Windows". Only words of ours, since anybody can write anything there. */
export function deviceWords(userAgent: string): string {
  const browser = wordFor(browsers, userAgent) ?? 'Another program'
  const system = wordFor(systems, userAgent)
  return system ? `${browser} on ${system}` : browser
}
