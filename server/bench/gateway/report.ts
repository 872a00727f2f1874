import { percentile } from '../shared/statistics.ts'
import type { FanOut } from './measure.ts'
import type { Kind, Target } from './target.ts'

type Name = Target['name']
type OfKind = {
  fanOuts: Record<Name, FanOut[]>
  /** Of an idle connection; null: not measured for this kind, which shares its socket with another. */
  bytes: Record<Name, number> | null
}
export type Measured = Record<Kind, OfKind>

/** Facts have the plain names, by which others know them. */
const titles: Record<Kind, { title: string; suffix: string }> = {
  facts: { title: 'a change in a community', suffix: '' },
  statuses: { title: 'how somebody is seen', suffix: '.statuses' },
  notifications: { title: 'notifications', suffix: '.notifications' },
}
const perCpuSecond = (rounds: readonly FanOut[]): number =>
  rounds.reduce((sum, { deliveries }) => sum + deliveries, 0) /
  (rounds.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1000)
const latency = (rounds: readonly FanOut[], p: number): number =>
  percentile(
    rounds.flatMap(({ latenciesMs }) => latenciesMs),
    p,
  ) ?? Number.NaN
const rounded = (value: number): number => Math.round(value * 100) / 100

function rowsOf(kind: Kind, { fanOuts, bytes }: OfKind): string[][] {
  return (['chaos', 'bare'] as const).map((name) => [
    name === 'chaos' ? titles[kind].title : '  bare ws loop',
    perCpuSecond(fanOuts[name]).toFixed(0),
    latency(fanOuts[name], 0.5).toFixed(1),
    latency(fanOuts[name], 0.99).toFixed(1),
    bytes ? (bytes[name] / 1000).toFixed(1) : '–',
  ])
}

function figuresOf(kind: Kind, { fanOuts, bytes }: OfKind) {
  const { suffix } = titles[kind]
  const speeds = { chaos: perCpuSecond(fanOuts.chaos), bare: perCpuSecond(fanOuts.bare) }
  const memory = bytes && [
    {
      name: `bytesPerIdleConnection${suffix}`,
      value: Math.round(bytes.chaos - bytes.bare),
      unit: 'bytes above bare ws',
    },
  ]
  return [
    { name: `eventsPerSecond${suffix}`, value: Math.round(speeds.chaos) },
    { name: `ratioToBareWs${suffix}`, value: rounded(speeds.chaos / speeds.bare) },
    ...(memory ?? []),
    { name: `deliveryMs${suffix}.p50`, value: rounded(latency(fanOuts.chaos, 0.5)), unit: 'ms' },
    { name: `deliveryMs${suffix}.p99`, value: rounded(latency(fanOuts.chaos, 0.99)), unit: 'ms' },
  ]
}

/** The table, and the JSON line that other programs read. */
export function report(measured: Measured): string {
  const { facts, statuses, notifications } = measured
  const all = [
    ['facts', facts],
    ['statuses', statuses],
    ['notifications', notifications],
  ] as const
  const heading = ['', 'events per CPU second', 'p50 ms', 'p99 ms', 'kB per idle connection']
  const table = [heading, ...all.flatMap(([kind, one]) => rowsOf(kind, one))].map(
    ([first = '', ...cells]) => first.padEnd(24) + cells.map((cell) => cell.padStart(24)).join(''),
  )
  const figures = all.flatMap(([kind, one]) => figuresOf(kind, one))
  return [...table, JSON.stringify({ bench: 'gateway', figures })].join('\n')
}
