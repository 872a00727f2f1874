import { percentile } from '../shared/statistics.ts'
import type { Sample } from './drive.ts'

/** What was measured, by name; what is absent could not be taken. */
export type Samples = Partial<Record<'usersMe' | 'signIn' | 'refresh' | 'fastapi' | 'communityOpen', Sample>>

type Figure = { name: string; value: number; unit?: string }

const cpuMicros = ({ cpuMs, requests }: Sample): number => (cpuMs * 1000) / requests
const rounded = (value: number): number => Math.round(value * 100) / 100

/** The table, and the JSON line that other programs read. */
export function report(samples: Samples): string {
  return [...table(samples), JSON.stringify({ bench: 'api', figures: figuresOf(samples) })].join('\n')
}

function figuresOf({ usersMe, fastapi, communityOpen, ...others }: Samples): Figure[] {
  const figures: Figure[] = []
  if (usersMe) figures.push({ name: 'cpuMicrosPerRequest.usersMe', value: rounded(cpuMicros(usersMe)), unit: 'us' })
  if (usersMe && fastapi)
    figures.push({ name: 'ratioToFastapi.usersMe', value: rounded(cpuMicros(fastapi) / cpuMicros(usersMe)) })
  for (const [name, sample] of Object.entries({ signIn: others.signIn, refresh: others.refresh, usersMe })) {
    const value = sample && percentile(sample.latenciesMs, 0.99)
    if (value !== undefined) figures.push({ name: `p99Ms.${name}`, value: rounded(value), unit: 'ms' })
  }
  const openMs = communityOpen && percentile(communityOpen.latenciesMs, 0.5)
  if (openMs !== undefined) figures.push({ name: 'communityOpenMs', value: rounded(openMs), unit: 'ms' })
  return figures
}

const names = {
  usersMe: 'GET /api/users/me',
  refresh: 'refresh',
  signIn: 'sign-in',
  fastapi: 'FastAPI, token check',
  communityOpen: 'opening a community',
} as const

function table(samples: Samples): string[] {
  const heading = ['', 'requests', 'us CPU/request', 'p50 ms', 'p99 ms']
  const rows = (['usersMe', 'fastapi', 'refresh', 'signIn', 'communityOpen'] as const).flatMap((name) => {
    const sample = samples[name]
    if (!sample) return []
    const at = (p: number) => percentile(sample.latenciesMs, p)?.toFixed(1) ?? '–'
    return [[names[name], String(sample.requests), cpuMicros(sample).toFixed(0), at(0.5), at(0.99)]]
  })
  return [heading, ...rows].map(
    ([first = '', ...cells]) => first.padEnd(24) + cells.map((cell) => cell.padStart(16)).join(''),
  )
}
