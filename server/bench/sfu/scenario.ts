/** So many people in one room, so many of them speaking all the time. */
export type Scenario = { participants: number; speakers: number }

export const nameOf = ({ participants, speakers }: Scenario): string => `${participants}x${speakers}`

/** Packets that the listeners should have got: nobody hears themselves. */
export const expectedPackets = ({ participants }: Scenario, sent: number): number => sent * (participants - 1)

export type Settings = { scenarios: Scenario[]; measureMs: number; warmUpMs: number; withJanus: boolean }

export const usage = `npm run bench:sfu -- [--seconds 10] [--warm-up 3] [--no-janus] [20x2 100x4 250x6]
  --seconds   how long to measure each scenario
  --warm-up   how long media flows before that, in seconds
  --no-janus  leave the comparison out
  PARTICIPANTSxSPEAKERS…  which scenarios to run`

/** Reads the command line; `undefined` when it cannot be understood. */
export function parseSettings(args: readonly string[]): Settings | undefined {
  const settings: Settings = { scenarios: [], measureMs: 10_000, warmUpMs: 3_000, withJanus: true }
  const rest = args.values()
  for (const arg of rest) {
    if (arg === '--no-janus') settings.withJanus = false
    else if (arg === '--seconds') settings.measureMs = 1000 * Number(rest.next().value)
    else if (arg === '--warm-up') settings.warmUpMs = 1000 * Number(rest.next().value)
    else settings.scenarios.push(parseScenario(arg))
  }
  if (settings.scenarios.length === 0) settings.scenarios = ['20x2', '100x4', '250x6'].map(parseScenario)
  const valid = settings.measureMs >= 1000 && settings.warmUpMs >= 0 && settings.scenarios.every(isPossible)
  return valid ? settings : undefined
}

function parseScenario(text: string): Scenario {
  const [participants, speakers] = text.split('x').map(Number)
  return { participants: participants ?? Number.NaN, speakers: speakers ?? Number.NaN }
}

const isPossible = ({ participants, speakers }: Scenario): boolean =>
  Number.isInteger(participants) && Number.isInteger(speakers) && speakers >= 1 && participants > speakers
