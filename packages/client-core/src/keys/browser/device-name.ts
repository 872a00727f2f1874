/** The first that fits: others call themselves Chrome or Safari as well. */
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

/** Such as "Firefox on Linux". Names of products, which no language translates but for the word between. */
export function deviceName(): string {
  const { userAgent } = navigator
  const named = (known: readonly (readonly [string, string])[]) => known.find(([mark]) => userAgent.includes(mark))?.[1]
  return [named(browsers) ?? 'Browser', named(systems)].filter((part) => part !== undefined).join(' on ')
}
