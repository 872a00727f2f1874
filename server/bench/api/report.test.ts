import { expect, test } from 'vitest'
import { report } from './report.ts'

const sample = (cpuMs: number) => ({ requests: 100, cpuMs, latenciesMs: Array.from({ length: 100 }, (_, i) => i) })
const lastLine = (text: string): unknown => JSON.parse(text.split('\n').at(-1) ?? '')

test('gives CPU per request, how many times FastAPI needs, and the slowest hundredth', () => {
  const samples = {
    usersMe: sample(20),
    fastapi: sample(50),
    signIn: sample(1),
    refresh: sample(1),
    communityOpen: sample(1),
  }
  expect(lastLine(report(samples))).toEqual({
    bench: 'api',
    figures: [
      { name: 'cpuMicrosPerRequest.usersMe', value: 200, unit: 'us' },
      { name: 'ratioToFastapi.usersMe', value: 2.5 },
      { name: 'p99Ms.signIn', value: 99, unit: 'ms' },
      { name: 'p99Ms.refresh', value: 99, unit: 'ms' },
      { name: 'p99Ms.usersMe', value: 99, unit: 'ms' },
      { name: 'communityOpenMs', value: 50, unit: 'ms' },
    ],
  })
})

test('leaves out what could not be taken', () => {
  expect(lastLine(report({ fastapi: sample(50) }))).toEqual({ bench: 'api', figures: [] })
})
