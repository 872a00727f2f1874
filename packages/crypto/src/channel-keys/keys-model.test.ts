import { env } from 'node:process'
import { expect, it } from 'vitest'
import { World } from '../testing/keys-model/world.ts'
import { lies } from '../testing/keys-model/lies.ts'
import { seededRandom } from '../testing/random.ts'

/** `KEYS_MODEL_STEPS=5000 KEYS_MODEL_SEED=7 npm test -- unit` is the long form. */
const stepCount = Number(env['KEYS_MODEL_STEPS'] ?? 200)
const seed = Number(env['KEYS_MODEL_SEED'] ?? 5)

it(`I9, T3, G5 to G13, E6: over ${stepCount} random steps permitted devices read what they may, nobody else anything, and no lie is believed`, async () => {
  const world = new World(seededRandom(seed))
  await world.start()
  for (let count = 0; count < stepCount; count++) {
    const step = await world.step()
    const place = `seed ${seed}, step ${count}: ${step}`
    expect(
      world.told.filter(({ fault }) => fault !== undefined),
      place,
    ).toEqual([])
    for (const client of world.clients) expect(world.truth.faultOf(client), place).toBeUndefined()
    if (count % 10 === 9) await expectNobodyElseReads(world, place)
    if (count % 20 === 19) await expectAllPermittedRead(world, place)
  }
  expect([...world.done.keys()].toSorted()).toEqual(Object.keys(world.steps).toSorted())
  expect(new Set(world.told.map(({ lie }) => lie))).toEqual(new Set(Object.keys(lies)))
}, 1_800_000)

/** The server shows everything to those who are out as well. */
async function expectNobodyElseReads({ clients, ghosts, server, truth }: World, place: string): Promise<void> {
  truth.permitMembers()
  for (const client of [...clients, ...ghosts]) {
    await client.sync(server.view)
    expect(truth.faultOf(client), place).toBeUndefined()
  }
}

async function expectAllPermittedRead(world: World, place: string): Promise<void> {
  await world.settle()
  const active = world.active()
  for (const { header } of world.server.generations) {
    const { generation } = header
    const holders = active.filter(({ keys }) =>
      keys.generations.some((known) => known.secret && known.header.generation === generation),
    )
    const entitled = active.filter(({ userId, deviceId }) =>
      world.truth.entitled(generation, userId).includes(deviceId),
    )
    const without = entitled.filter((client) => holders.length > 0 && !holders.includes(client))
    expect(
      without.map(({ deviceId }) => deviceId),
      `${place}, generation ${generation}`,
    ).toEqual([])
    const sent = world.server.envelopes.filter((envelope) => envelope.generation === generation)
    for (const holder of holders) for (const { messageId } of sent) expect(holder.read.has(messageId), place).toBe(true)
  }
}
