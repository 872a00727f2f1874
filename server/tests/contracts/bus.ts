import { afterEach, describe, expect, it } from 'vitest'
import type { Bus } from '../../bus/bus.ts'
import { createRemoteTopics } from '../../bus/remote-topics.ts'
import { createReplicatedMap } from '../../bus/replicated-map.ts'
import { createTopicBus } from '../../utils/topic-bus.ts'
import { createWaiting } from '../harness/socket-client.ts'

const silent = { error: () => {} }

/** What every bus has to do. `connect` makes the bus of one more process of the same installation. */
export function busContract(connect: () => Promise<Bus>): void {
  let open: { [Symbol.asyncDispose](): PromiseLike<void> }[] = []
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]()
  })
  const join = async (): Promise<Bus> => {
    const bus = await connect()
    open.push(bus)
    return bus
  }
  /** Listens, and hands out what was heard once there is so much of it. */
  const ear = async (bus: Bus, subject: string) => {
    const heard: unknown[] = []
    const waiting = createWaiting()
    const undo = bus.subscribe(subject, (message) => {
      heard.push(message)
      waiting.changed()
    })
    await bus.settle()
    return {
      heard,
      undo,
      until: (count: number) => waiting.until(`${count} messages`, () => (heard.length >= count ? heard : undefined)),
    }
  }
  /** Whatever was on its way has arrived when this has. */
  const flush = async (from: Bus, to: Bus): Promise<void> => {
    const last = await ear(to, 'flush')
    from.publish('flush', null)
    await last.until(1)
    last.undo()
  }

  it('tells the others and not itself, each once and in order', async () => {
    const [one, two, three] = [await join(), await join(), await join()]
    expect(new Set([one, two, three].map(({ nodeId }) => nodeId)).size).toBe(3)
    const ears = [await ear(one, 'news.a'), await ear(two, 'news.a'), await ear(three, 'news.a')]
    for (let n = 0; n < 1_000; n += 1) one.publish('news.a', { n, text: 'ä🙂' })
    await ears[1]?.until(1_000)
    await ears[2]?.until(1_000)
    await flush(two, one)
    expect(ears[0]?.heard).toEqual([])
    expect(ears[1]?.heard).toEqual(Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'ä🙂' })))
    expect(ears[2]?.heard).toEqual(ears[1]?.heard)
  })

  it('keeps subjects apart, and stops at the undo', async () => {
    const [one, two] = [await join(), await join()]
    const [a, b] = [await ear(two, 'news.a'), await ear(two, 'news.b')]
    const again = await ear(two, 'news.a')
    one.publish('news.a', 1)
    one.publish('news', 2)
    one.publish('news.a.b', 3)
    await a.until(1)
    a.undo()
    a.undo()
    one.publish('news.a', 4)
    await again.until(2)
    await flush(one, two)
    expect([a.heard, b.heard, again.heard]).toEqual([[1], [], [1, 4]])
  })

  it('passes over what is said to somebody who is gone', async () => {
    const [one, two] = [await join(), await join()]
    const { heard } = await ear(two, 'news.a')
    await two[Symbol.asyncDispose]()
    open = open.filter((bus) => bus !== two)
    one.publish('news.a', 1)
    await one.settle()
    expect(heard).toEqual([])
  })

  describe('topics', () => {
    it('are heard here at once and elsewhere soon, by those who listen', async () => {
      const buses = [await join(), await join()]
      const [here, there] = buses.map((bus) => createTopicBus<number>(silent, createRemoteTopics(bus, 'facts')))
      const heard: string[] = []
      const waiting = createWaiting()
      here?.subscribe('x', (n) => void heard.push(`here ${n}`))
      const undo = there?.subscribe('x', (n) => {
        heard.push(`there ${n}`)
        waiting.changed()
      })
      there?.subscribe('y', () => void heard.push('never'))
      for (const bus of buses) await bus.settle()
      here?.publish('x', 1)
      expect(heard).toEqual(['here 1'])
      await waiting.until('the other', () => (heard.includes('there 1') ? true : undefined))
      undo?.()
      await buses[1]?.settle()
      here?.publish('x', 2)
      if (buses[0] && buses[1]) await flush(buses[0], buses[1])
      expect(heard).toEqual(['here 1', 'there 1', 'here 2'])
    })
  })

  describe('shared maps', () => {
    const mapOf = (bus: Bus) => {
      const map = createReplicatedMap<number>({ bus, name: 'numbers' })
      const waiting = createWaiting()
      map.onChange(waiting.changed)
      open.push({ [Symbol.asyncDispose]: async () => map.close() })
      return {
        ...map,
        has: (key: string, values: number[]) =>
          waiting.until(`${key}: ${values.join()}`, () =>
            JSON.stringify(map.get(key)) === JSON.stringify(values) ? true : undefined,
          ),
      }
    }

    it('hold what every process says, the own first', async () => {
      const [one, two] = [mapOf(await join()), mapOf(await join())]
      one.set('a', 1)
      two.set('a', 2)
      two.set('b', 3)
      await one.has('a', [1, 2])
      await two.has('a', [2, 1])
      await one.has('b', [3])
      expect([...one.keys()].toSorted()).toEqual(['a', 'b'])
      one.delete('a')
      await two.has('a', [2])
      two.set('a', 4)
      await one.has('a', [4])
    })

    it('tell a newcomer everything, however much it is', async () => {
      const first = mapOf(await join())
      for (let n = 0; n < 1_700; n += 1) first.set(`key ${n}`, n)
      const late = mapOf(await join())
      await late.has('key 1699', [1_699])
      expect([...late.keys()]).toHaveLength(1_700)
    })

    it('lose what a process said that goes', async () => {
      const [one, two] = [mapOf(await join()), mapOf(await join())]
      one.set('a', 1)
      await two.has('a', [1])
      one.close()
      await two.has('a', [])
      expect([...two.keys()]).toEqual([])
    })
  })
}
