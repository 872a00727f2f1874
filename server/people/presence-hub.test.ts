import type { PersonPresence } from '@chaos/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noStatus, type StatusRow } from '../database/stores/status-store.ts'
import { createLogger } from '../utils/logger.ts'
import { createHub } from '../bus/in-process-bus.ts'
import { createReplicatedMap } from '../bus/replicated-map.ts'
import { createTopicBus } from '../utils/topic-bus.ts'
import { type PeopleFact, peopleTopic } from './people-events.ts'
import { createPresenceHub } from './presence-hub.ts'
import type { DeviceState } from './seen-status.ts'

const logger = createLogger({ level: 'silent', stream: 'stderr' })
const everybody = ['ada', 'bo', 'cleo']

function stage() {
  const devices = createReplicatedMap<DeviceState>({ bus: createHub().connect(), name: 'devices' })
  const events = createTopicBus<PeopleFact>(logger)
  let release = () => {}
  let held = Promise.resolve()
  const statuses = {
    async visibleTo(): Promise<Map<string, StatusRow>> {
      const found = new Map(everybody.map((userId) => [userId, noStatus]))
      await held
      return found
    },
  }
  const hub = createPresenceHub({ statuses, devices, events, logger })
  const told: { type: string; people: PersonPresence[] }[] = []
  const watcher = hub.join('viewer', (message) => told.push(message))
  return {
    hub,
    devices,
    events,
    told,
    watcher,
    /** Reads wait until this is released. */
    hold(): () => void {
      held = new Promise((resolve) => {
        release = resolve
      })
      return () => release()
    },
    words: () =>
      told.map(({ type, people }) => `${type} ${people.map(({ userId, status }) => `${userId}:${status}`).join(' ')}`),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('gathers what changes within a moment into one message for each socket, and leaves out what changed back', async () => {
  const { hub, devices, watcher, words } = stage()
  devices.set('bo', 'active')
  await hub.watch(watcher, everybody)
  devices.set('ada', 'active')
  devices.set('bo', 'idle')
  devices.set('cleo', 'active')
  devices.delete('cleo')
  vi.advanceTimersByTime(99)
  expect(words()).toEqual(['people.snapshot bo:online'])
  vi.advanceTimersByTime(1)
  expect(words().slice(1)).toEqual(['people.changed ada:online bo:idle'])
  vi.advanceTimersByTime(10_000)
  expect(words()).toHaveLength(2)
  hub.close()
})

it('a status that is chosen while the others are read is not lost', async () => {
  const { hub, devices, events, watcher, words, hold } = stage()
  devices.set('ada', 'active')
  const release = hold()
  const watching = hub.watch(watcher, everybody)
  const chosen = { chosen: 'do_not_disturb', words: '', wordsUntil: null } as const
  events.publish(peopleTopic, { type: 'status.chosen', userId: 'ada', ...chosen })
  release()
  await watching
  expect(words()).toEqual(['people.snapshot ada:do_not_disturb'])
  hub.close()
})

it('a socket that is gone is told nothing, also when it goes in the middle of a question', async () => {
  const { hub, devices, watcher, words, hold } = stage()
  const release = hold()
  const watching = hub.watch(watcher, everybody)
  hub.leave(watcher)
  hub.leave(watcher)
  release()
  await watching
  devices.set('ada', 'active')
  vi.advanceTimersByTime(1_000)
  expect(words()).toEqual([])
  hub.close()
})
