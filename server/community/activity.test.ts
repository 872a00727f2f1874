import { expect, test } from 'vitest'
import { createTopicBus } from '../utils/topic-bus.ts'
import { createActivity } from './activity.ts'

test('writes down life at most every five minutes, and passes everything on', async () => {
  let time = 0
  const touched: string[] = []
  const heard: string[] = []
  const logger = { error: () => {} }
  const touch = async (id: string) => void touched.push(id)
  const bus = createTopicBus<{ alive: boolean }>(logger)
  bus.subscribe('a', () => heard.push('a'))
  const watched = createActivity({ touch, logger, now: () => time }).watch(bus, ({ alive }) => alive)
  watched.publish('a', { alive: false })
  expect(touched).toEqual([])
  watched.publish('a', { alive: true })
  time = 299_999
  watched.publish('a', { alive: true })
  watched.publish('b', { alive: true })
  time = 300_000
  watched.publish('a', { alive: true })
  expect(touched).toEqual(['a', 'b', 'a'])
  expect(heard).toHaveLength(4)
})
