import { setTimeout as pause } from 'node:timers/promises'
import { createCallGroup } from '@chaos/crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { agreed, type EncryptedClient, joinEncrypted } from './harness/encrypted-client.ts'
import { seededRandom } from './harness/random.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const random = seededRandom(77)
let stage: Stage
const joined: EncryptedClient[] = []
const join = async (...args: Parameters<typeof joinEncrypted> extends [unknown, ...infer Rest] ? Rest : never) => {
  const client = await joinEncrypted(stage, ...args)
  joined.push(client)
  return client
}
beforeAll(async () => {
  stage = await setStage()
})
afterEach(async () => {
  for (const client of joined.splice(0)) client.stop()
  await stage.clear()
})
afterAll(() => stage.close())

/** A frame every 20 ms until the timer is cleared. One that has no key or no way at its moment is left out. */
const keepSaying = (speaker: EncryptedClient, frame: () => Uint8Array): NodeJS.Timeout =>
  setInterval(() => void speaker.say(frame()).catch(() => {}), 20)

/** Says a frame again and again, each time anew sealed, until the other has opened it. */
async function understands(speaker: EncryptedClient, listener: EncryptedClient): Promise<void> {
  const frame = random.bytes(60)
  const timer = keepSaying(speaker, () => frame)
  const { outcome } = await listener.hears(frame).finally(() => clearInterval(timer))
  const leaf = outcome.kind === 'opened' ? outcome.leafIndex : -1
  // The key says who spoke, whatever the server says.
  expect(listener.latest?.members.find(({ leafIndex }) => leafIndex === leaf)?.participantId).toBe(speaker.id)
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

describe('G2–G5 over the wire', () => {
  it('what is taken is answered and relayed, the second for an epoch is refused with where things stand', async () => {
    const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
    const callId = Buffer.from(anna.welcome.callId, 'base64url')
    const group = await createCallGroup({ callId, identity: 'u/p', suite: 'x25519' })
    const groupInfo = text(await group.groupInfo())
    anna.send({ type: 'group.create', groupInfo })
    expect(await anna.next('group.accepted')).toEqual({ type: 'group.accepted', epoch: 0 })
    ben.send({ type: 'group.create', groupInfo })
    expect(await ben.next('group.refused')).toMatchObject({ reason: 'stale_epoch', group: { epoch: 0, groupInfo } })
    ben.send({ type: 'group.sync' })
    expect(await ben.next('group.state')).toEqual({ type: 'group.state', group: { epoch: 0, groupInfo } })
    ben.send({ type: 'group.commit', epoch: 0, commit: 'AAAA', groupInfo })
    expect(await ben.next('group.refused')).toMatchObject({ reason: 'malformed' })
    ben.send({ type: 'group.commit', epoch: 5, commit: 'AAAA', groupInfo })
    expect(await ben.next('group.refused')).toMatchObject({ reason: 'stale_epoch', group: { epoch: 0 } })
    expect(anna.unread('group.committed')).toEqual([])
  })

  it('another call’s group is refused, and a call that emptied has no group any more', async () => {
    const anna = await stage.join('anna', { media: false })
    const group = await createCallGroup({ callId: Buffer.from('other'), identity: 'u/p', suite: 'x25519' })
    anna.send({ type: 'group.create', groupInfo: text(await group.groupInfo()) })
    expect(await anna.next('group.refused')).toMatchObject({ reason: 'other_call', group: null })
    anna.leave()
    await anna.closed()
    const ben = await stage.join('ben', { media: false })
    expect(ben.welcome.callId).not.toBe(anna.welcome.callId)
    expect(ben.welcome.group).toBeNull()
  })
})

describe('real keys', () => {
  it('G5: several who join at one moment end in one group, and everybody understands everybody', async () => {
    const clients = await Promise.all(['anna', 'ben', 'carl', 'dora'].map((name) => join(name)))
    await agreed(clients)
    const codes = await Promise.all(clients.map(async ({ latest }) => latest?.privacyCode))
    expect(new Set(codes).size).toBe(1)
    for (const [index, speaker] of clients.entries()) {
      const listener = clients[(index + 1) % clients.length]
      if (listener) await understands(speaker, listener)
    }
  })

  it('G4, G8: a commit names its committer, and a leaf its account and stay', async () => {
    const anna = await join('anna')
    await agreed([anna])
    const ben = await join('ben')
    await agreed([anna, ben])
    expect(await anna.client.next('group.committed')).toMatchObject({ participantId: ben.id, epoch: 0 })
    const { user } = await stage.person('ben')
    expect(anna.latest?.members.map(({ identity }) => identity)).toContain(`${user.id}/${ben.id}`)
  })

  it('G6: who lost a commit notices at the next one, and is understood again', async () => {
    let isLosing = false
    const anna = await join('anna')
    const late = await join('ben', { loses: ({ type }) => isLosing && type === 'group.committed' })
    await agreed([anna, late])
    isLosing = true
    const carl = await join('carl')
    await anna.waiting.until('three', () => (anna.roster().length === 3 ? true : undefined))
    expect(late.roster()).toHaveLength(2)
    isLosing = false
    const dora = await join('dora')
    await agreed([anna, late, carl, dora])
    await understands(late, anna)
    await understands(dora, late)
  })

  it('V9: after a reconnect with the same keys nothing has to be agreed anew', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    await agreed([anna, ben])
    const { epoch } = anna.latest?.keys ?? {}
    ben.client.kill()
    await anna.client.next('participant.updated', ({ participant }) => participant.connection === 'reconnecting')
    const back = await stage.join('ben', { hello: ben.client.resume(true), keptMedia: ben.client.media })
    expect(back.welcome.group?.epoch).toBe(epoch)
    await understands(ben, anna)
    await understands(anna, ben)
    expect(anna.latest?.keys.epoch).toBe(epoch)
  })
})

describe('somebody who was removed', () => {
  it('G7: opens nothing from 200 ms after the removal, though they keep their keys and get every packet', async () => {
    const clients = await Promise.all(['anna', 'ben', 'carl'].map((name) => join(name)))
    await agreed(clients)
    const [anna, ben, carl] = clients as [EncryptedClient, EncryptedClient, EncryptedClient]
    await understands(anna, carl)
    await understands(ben, carl)

    const opened: number[] = []
    let handed = 0
    // Everything that the two who stay send reaches Carl as well, and so do the commits.
    for (const listener of [anna, ben]) {
      listener.client.onPacket(({ payload, atMs }) => {
        handed += 1
        void carl.keyring.open(payload).then(({ kind }) => kind === 'opened' && opened.push(atMs))
      })
    }
    const talks = [anna, ben].map((speaker) => keepSaying(speaker, () => random.bytes(60)))
    await pause(200)
    const openedBefore = opened.length
    expect(openedBefore).toBeGreaterThan(0)

    const leftAtMs = performance.now()
    carl.client.leave()
    await agreed([anna, ben])
    for (const message of anna.client.all) if (message.type === 'group.committed') carl.follow(message)
    const removedAtMs = Math.min(anna.latest?.atMs ?? 0, ben.latest?.atMs ?? 0)
    await pause(1_500)
    const handedBefore = handed
    await understands(anna, ben)
    await understands(ben, anna)
    for (const talk of talks) clearInterval(talk)

    expect(handedBefore).toBeGreaterThan(50)
    expect(opened.filter((atMs) => atMs > removedAtMs + 200)).toEqual([])
    expect(removedAtMs - leftAtMs).toBeLessThan(2_000)
    const lastMs = Math.max(...opened) - leftAtMs
    expect(lastMs, 'ms from leaving to the last frame that opened').toBeLessThan(2_200)
  })

  it('and nobody is in the group whom the server has not announced', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    await agreed([anna, ben])
    expect(anna.latest?.members.every(({ participantId }) => [anna.id, ben.id].includes(participantId ?? ''))).toBe(
      true,
    )
    ben.client.leave()
    await agreed([anna])
    expect(anna.roster()).toEqual([anna.id])
  })
})
