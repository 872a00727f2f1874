import { expect, test, vi } from 'vitest'
import { createTopicBus } from './topic-bus.ts'

const createBus = () => {
  const error = vi.fn<() => void>()
  return { bus: createTopicBus<number>({ error }), error }
}

test('tells the listeners of a topic, and only those', () => {
  const { bus } = createBus()
  const heard: string[] = []
  bus.subscribe('a', (event) => heard.push(`a${event}`))
  bus.subscribe('b', (event) => heard.push(`b${event}`))
  bus.publish('a', 1)
  bus.publish('c', 2)
  expect(heard).toEqual(['a1'])
})

test('an undo ends one subscription, even when the same function has two, and may be called twice', () => {
  const { bus } = createBus()
  const listener = vi.fn<(event: number) => void>()
  const undo = bus.subscribe('a', listener)
  bus.subscribe('a', listener)
  undo()
  undo()
  bus.publish('a', 1)
  expect(listener).toHaveBeenCalledTimes(1)
})

test('a late undo leaves subscriptions alone that came after the topic was empty', () => {
  const { bus } = createBus()
  const listener = vi.fn<(event: number) => void>()
  const undo = bus.subscribe('a', () => {})
  undo()
  bus.subscribe('a', listener)
  undo()
  bus.publish('a', 1)
  expect(listener).toHaveBeenCalledOnce()
})

test('a listener that throws is logged and does not keep others from hearing', () => {
  const { bus, error } = createBus()
  const listener = vi.fn<(event: number) => void>()
  bus.subscribe('a', () => {
    throw new Error('broken')
  })
  bus.subscribe('a', listener)
  bus.publish('a', 1)
  expect(listener).toHaveBeenCalledWith(1)
  expect(error).toHaveBeenCalledOnce()
})

test('a listener may unsubscribe another while it is told; that one still hears this event', () => {
  const { bus } = createBus()
  const second = vi.fn<(event: number) => void>()
  bus.subscribe('a', () => undo())
  const undo = bus.subscribe('a', second)
  bus.publish('a', 1)
  bus.publish('a', 2)
  expect(second.mock.calls).toEqual([[1]])
})
