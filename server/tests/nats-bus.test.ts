import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openNatsBus } from '../bus/nats-bus.ts'
import { createReplicatedMap } from '../bus/replicated-map.ts'
import { busContract } from './contracts/bus.ts'
import { type NatsServer, startNats } from './harness/nats-server.ts'
import { createWaiting } from './harness/socket-client.ts'

const logger = { error: () => {}, warn: () => {} }
let nats: NatsServer
const connect = () => openNatsBus({ url: nats.url, logger })

beforeAll(async () => {
  nats = await startNats()
})
afterAll(() => nats.stop())

describe('the bus over NATS', () => {
  busContract(connect)

  it('comes back after NATS was away, tells of the gap, and shared maps agree again', async () => {
    const [one, two] = [await connect(), await connect()]
    const waiting = createWaiting()
    let gaps = 0
    one.onGap(() => {
      gaps += 1
      waiting.changed()
    })
    const maps = [one, two].map((bus) => createReplicatedMap<number>({ bus, name: 'numbers' }))
    for (const map of maps) map.onChange(waiting.changed)
    maps[0]?.set('a', 1)
    await waiting.until('the value', () => (maps[1]?.get('a').length ? true : undefined))
    await nats.restart()
    maps[0]?.set('a', 2)
    maps[1]?.set('b', 3)
    await waiting.until('the gap', () => (gaps > 0 ? true : undefined))
    await waiting.until('agreement', () =>
      maps[1]?.get('a')[0] === 2 && maps[0]?.get('b')[0] === 3 ? true : undefined,
    )
    for (const map of maps) map.close()
    await one[Symbol.asyncDispose]()
    await two[Symbol.asyncDispose]()
    expect(gaps).toBe(1)
  })

  it('says plainly that nobody is there', async () => {
    await expect(openNatsBus({ url: 'nats://127.0.0.1:1', logger })).rejects.toThrow(/NATS/)
  })
})
