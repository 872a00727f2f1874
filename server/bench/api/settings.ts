export type Settings = { seconds: number; rounds: number; connections: number; withFastapi: boolean }

export const usage = `npm run bench:api -- [--seconds 5] [--rounds 3] [--connections 16] [--no-fastapi]
  --seconds     how long to measure each kind of request, in each round
  --rounds      how often the kinds take turns
  --connections how many stay open to GET /api/users/me, of our server and of FastAPI alike
  --no-fastapi  leave the comparison out`

/** Reads the command line; `undefined` when it cannot be understood. */
export function parseSettings(args: readonly string[]): Settings | undefined {
  const settings: Settings = { seconds: 5, rounds: 3, connections: 16, withFastapi: true }
  const rest = args.values()
  for (const arg of rest) {
    if (arg === '--no-fastapi') settings.withFastapi = false
    else if (arg === '--seconds') settings.seconds = Number(rest.next().value)
    else if (arg === '--rounds') settings.rounds = Number(rest.next().value)
    else if (arg === '--connections') settings.connections = Number(rest.next().value)
    else return undefined
  }
  const valid = settings.seconds > 0 && [settings.rounds, settings.connections].every(isCount)
  return valid ? settings : undefined
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1
