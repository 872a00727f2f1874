import { leastReceivedShare, type Measurement } from './measure.ts'
import { nameOf, type Scenario } from './scenario.ts'

/** What ran, ours or Janus; or why it did not. */
export type Outcome = { scenario: Scenario; server: 'chaos' | 'janus' } & (
  | { kind: 'measured'; measurement: Measurement }
  | { kind: 'failed'; reason: string }
)

type Figure = { name: string; value: number; unit?: string }

/** The table, a line for each figure that could not be taken, and the JSON line that other programs read. */
export function report(outcomes: readonly Outcome[]): string {
  const { figures, missing } = figuresOf(outcomes)
  const json = JSON.stringify({ bench: 'sfu', figures })
  return [...table(outcomes), ...missing, json].join('\n')
}

function figuresOf(outcomes: readonly Outcome[]): { figures: Figure[]; missing: string[] } {
  const ours = outcomes.filter(({ server }) => server === 'chaos')
  const sound = ours.flatMap((outcome) => soundOnes(outcome))
  const figures = sound.map(({ scenario, measurement }) => ({
    name: `cpuMicrosPerPacket.${nameOf(scenario)}`,
    value: rounded(measurement.cpuMicrosPerPacket),
    unit: 'us',
  }))
  return {
    figures: [...figures, ...ratios(outcomes), ...memory(sound), ...throughput(sound)],
    missing: outcomes.flatMap((outcome) => whyNot(outcome)),
  }
}

type Sound = { scenario: Scenario; measurement: Measurement }

/** A measurement whose packets arrived, or none. */
function soundOnes(outcome: Outcome): Sound[] {
  if (outcome.kind === 'failed' || outcome.measurement.receivedShare < leastReceivedShare) return []
  return [{ scenario: outcome.scenario, measurement: outcome.measurement }]
}

function ratios(outcomes: readonly Outcome[]): Figure[] {
  return outcomes.flatMap((ours) => {
    const theirs = outcomes.find(({ server, scenario }) => server === 'janus' && scenario === ours.scenario)
    const [our] = ours.server === 'chaos' ? soundOnes(ours) : []
    const [their] = theirs ? soundOnes(theirs) : []
    if (!our || !their) return []
    const value = our.measurement.cpuMicrosPerPacket / their.measurement.cpuMicrosPerPacket
    return [{ name: `ratioToJanus.${nameOf(our.scenario)}`, value: rounded(value) }]
  })
}

/** From 100×4, the size that the target names. */
function memory(sound: readonly Sound[]): Figure[] {
  const found = sound.find(({ scenario }) => nameOf(scenario) === '100x4')
  if (!found) return []
  return [{ name: 'kilobytesPerParticipant', value: rounded(found.measurement.kilobytesPerParticipant), unit: 'kB' }]
}

/** From the largest room that ran. */
function throughput(sound: readonly Sound[]): Figure[] {
  const [largest] = sound.toSorted((a, b) => b.measurement.packetsPerSecond - a.measurement.packetsPerSecond)
  if (!largest) return []
  return [{ name: 'packetsPerSecondPerCore', value: Math.round(1e6 / largest.measurement.cpuMicrosPerPacket) }]
}

function whyNot(outcome: Outcome): string[] {
  const who = `${outcome.server} ${nameOf(outcome.scenario)}`
  if (outcome.kind === 'failed') return [`${who} could not be measured: ${outcome.reason}`]
  if (soundOnes(outcome).length > 0) return []
  const { receivedShare, peersLoad, serverLoad } = outcome.measurement
  const lost = `only ${percent(receivedShare)} of the packets arrived`
  return [`${who} is invalid: ${lost} (server ${percent(serverLoad)} of a core, peers ${percent(peersLoad)}).`]
}

function table(outcomes: readonly Outcome[]): string[] {
  const rows = outcomes.flatMap((outcome) => (outcome.kind === 'measured' ? [cells(outcome.server, outcome)] : []))
  return [heading, ...rows].map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join(''))
}

const heading = ['server', 'room', 'us/packet', 'packets/s', 'received', 'server CPU', 'peers CPU', 'kB/person']
const widths = [8, 9, 11, 11, 10, 12, 11, 11]

function cells(server: string, { scenario, measurement }: Sound): string[] {
  return [
    server,
    nameOf(scenario),
    measurement.cpuMicrosPerPacket.toFixed(2),
    measurement.packetsPerSecond.toFixed(0),
    percent(measurement.receivedShare),
    percent(measurement.serverLoad),
    percent(measurement.peersLoad),
    measurement.kilobytesPerParticipant.toFixed(0),
  ]
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const rounded = (value: number): number => Math.round(value * 1000) / 1000
