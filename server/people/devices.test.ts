import { expect, it } from 'vitest'
import { createHub } from '../bus/in-process-bus.ts'
import { createReplicatedMap } from '../bus/replicated-map.ts'
import { createDevices, graceMs } from './devices.ts'
import type { DeviceState } from './seen-status.ts'

it('counts devices of one person: any in use makes them active, the last one gone is forgotten after the grace', () => {
  let nowMs = 0
  const map = createReplicatedMap<DeviceState>({ bus: createHub().connect(), name: 'devices' })
  const devices = createDevices(map, () => nowMs)
  const seen = () => map.get('ada').join()
  devices.open('ada')
  devices.open('ada')
  devices.turn('ada', false)
  expect(seen()).toBe('active')
  devices.turn('ada', false)
  expect(seen()).toBe('idle')
  devices.turn('ada', true)
  devices.close('ada', true)
  expect(seen()).toBe('idle')
  devices.close('ada', false)
  nowMs = graceMs - 1
  devices.sweep()
  expect(seen()).toBe('idle')
  // Back in time: nothing was lost, and the old end means nothing any more.
  devices.open('ada')
  nowMs = graceMs + 1
  devices.sweep()
  expect(seen()).toBe('active')
  devices.close('ada', true)
  nowMs += graceMs
  devices.sweep()
  expect(seen()).toBe('')
})
