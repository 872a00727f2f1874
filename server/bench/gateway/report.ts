import { percentile } from '../shared/statistics.ts'
import type { FanOut } from './measure.ts'

export type Measured = { fanOuts: Record<'chaos' | 'bare', FanOut[]>; bytes: Record<'chaos' | 'bare', number> }

const perCpuSecond = (rounds: readonly FanOut[]): number =>
  rounds.reduce((sum, { deliveries }) => sum + deliveries, 0) /
  (rounds.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1000)
const rounded = (value: number): number => Math.round(value * 100) / 100

/** The table, and the JSON line that other programs read. */
export function report({ fanOuts, bytes }: Measured): string {
  const speeds = { chaos: perCpuSecond(fanOuts.chaos), bare: perCpuSecond(fanOuts.bare) }
  const latency = (name: 'chaos' | 'bare', p: number): number =>
    percentile(
      fanOuts[name].flatMap(({ latenciesMs }) => latenciesMs),
      p,
    ) ?? Number.NaN
  const rows = (['chaos', 'bare'] as const).map((name) => [
    name === 'chaos' ? 'C.H.A.O.S.' : 'bare ws loop',
    speeds[name].toFixed(0),
    latency(name, 0.5).toFixed(1),
    latency(name, 0.99).toFixed(1),
    (bytes[name] / 1000).toFixed(1),
  ])
  const heading = ['', 'events per CPU second', 'p50 ms', 'p99 ms', 'kB per idle connection']
  const table = [heading, ...rows].map(
    ([first = '', ...cells]) => first.padEnd(16) + cells.map((cell) => cell.padStart(24)).join(''),
  )
  const figures = [
    { name: 'eventsPerSecond', value: Math.round(speeds.chaos) },
    { name: 'ratioToBareWs', value: rounded(speeds.chaos / speeds.bare) },
    { name: 'bytesPerIdleConnection', value: Math.round(bytes.chaos - bytes.bare), unit: 'bytes above bare ws' },
    { name: 'deliveryMs.p50', value: rounded(latency('chaos', 0.5)), unit: 'ms' },
    { name: 'deliveryMs.p99', value: rounded(latency('chaos', 0.99)), unit: 'ms' },
  ]
  return [...table, JSON.stringify({ bench: 'gateway', figures })].join('\n')
}
