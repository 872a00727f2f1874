import { expect, test } from 'vitest'
import type { Measurement } from './measure.ts'
import { type Outcome, report } from './report.ts'

const small = { participants: 20, speakers: 2 }
const middle = { participants: 100, speakers: 4 }

const measurement: Measurement = {
  cpuMicrosPerPacket: 10,
  packetsPerSecond: 20_000,
  receivedShare: 1,
  kilobytesPerParticipant: 321,
  serverLoad: 0.2,
  peersLoad: 0.3,
}

const measured = (server: Outcome['server'], change: Partial<Measurement>, scenario = middle): Outcome => ({
  scenario,
  server,
  kind: 'measured',
  measurement: { ...measurement, ...change },
})

const lastLine = (text: string): unknown => JSON.parse(text.slice(text.lastIndexOf('\n') + 1))

test('the last line holds the figures by the names that others rely on', () => {
  const text = report([
    measured('chaos', { cpuMicrosPerPacket: 30, packetsPerSecond: 1900 }, small),
    measured('chaos', {}),
    measured('janus', { cpuMicrosPerPacket: 25 }),
  ])
  expect(lastLine(text)).toEqual({
    bench: 'sfu',
    figures: [
      { name: 'cpuMicrosPerPacket.20x2', value: 30, unit: 'us' },
      { name: 'cpuMicrosPerPacket.100x4', value: 10, unit: 'us' },
      { name: 'ratioToJanus.100x4', value: 0.4 },
      { name: 'kilobytesPerParticipant', value: 321, unit: 'kB' },
      { name: 'packetsPerSecondPerCore', value: 100_000 },
    ],
  })
})

test('a server that lost packets has no figures, and a line says why', () => {
  const text = report([measured('chaos', { receivedShare: 0.98 }), measured('janus', {})])
  expect(lastLine(text)).toEqual({ bench: 'sfu', figures: [] })
  expect(text).toContain('chaos 100x4 is invalid: only 98.0 % of the packets arrived')
})

test('what failed is missing from the ratio, and a line says why', () => {
  const text = report([
    measured('chaos', {}),
    { scenario: middle, server: 'janus', kind: 'failed', reason: 'it did not start' },
  ])
  expect(text).toContain('janus 100x4 could not be measured: it did not start')
  expect(JSON.stringify(lastLine(text))).not.toContain('ratioToJanus')
})
