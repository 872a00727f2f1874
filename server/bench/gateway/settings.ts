export type Settings = { connections: number; watchers: number; events: number; rounds: number }

export const usage = `npm run bench:gateway -- [--connections 10000] [--watchers 2000] [--events 100] [--rounds 3]
  --connections how many stay open and idle while memory is measured
  --watchers    how many hear each event
  --events      how many events a round has
  --rounds      how often the two servers take turns`

/** Reads the command line; `undefined` when it cannot be understood. */
export function parseSettings(args: readonly string[]): Settings | undefined {
  const settings: Settings = { connections: 10_000, watchers: 2_000, events: 100, rounds: 3 }
  const rest = args.values()
  for (const arg of rest) {
    const name = arg.replace(/^--/, '')
    if (!isName(settings, name)) return undefined
    settings[name] = Number(rest.next().value)
  }
  return Object.values(settings).every((value) => Number.isInteger(value) && value >= 1) ? settings : undefined
}

const isName = (settings: Settings, name: string): name is keyof Settings => Object.hasOwn(settings, name)
