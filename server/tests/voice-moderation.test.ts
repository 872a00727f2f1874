import { setTimeout as pause } from 'node:timers/promises'
import type { AuditAction } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { desc, eq } from '../database/drizzle.ts'
import { auditEntries, permissionOverrides } from '../database/schema.ts'
import { newId } from '../utils/ids.ts'
import { seededRandom } from './harness/random.ts'
import { codeOf, type SignedInClient } from './harness/test-client.ts'
import { helloOf, type VoiceClient } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const random = seededRandom(47)
const frame = () => random.bytes(60)
let stage: Stage
let moderator: SignedInClient

beforeAll(async () => {
  stage = await setStage()
  moderator = await stage.appoint('warden', ['mute_members', 'deafen_members', 'move_members'])
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const act = (by: SignedInClient, on: VoiceClient, verb: string, body: unknown = {}, channelId = stage.hall.id) => {
  const userId = on.welcome.participants.find(({ id }) => id === on.id)?.userId
  return by.post(`/api/voice/channels/${channelId}/participants/${userId}/${verb}`, body)
}
const reaches = async (from: VoiceClient, to: VoiceClient): Promise<void> => {
  const payload = frame()
  const stop = from.speak({ payload })
  await to.hears(payload)
  stop()
}
const updated = (seenBy: VoiceClient, of: VoiceClient, where: { serverMuted?: boolean; serverDeafened?: boolean }) =>
  seenBy.next(
    'participant.updated',
    ({ participant }) =>
      participant.id === of.id &&
      Object.entries(where).every(([key, value]) => participant[key as keyof typeof where] === value),
  )
const lastActions = async (count: number): Promise<{ action: AuditAction; communityId: string | null }[]> =>
  stage.server.context.database.db
    .select({ action: auditEntries.action, communityId: auditEntries.communityId })
    .from(auditEntries)
    .where(eq(auditEntries.actorId, moderator.user.id))
    .orderBy(desc(auditEntries.position))
    .limit(count)

describe('V7: by REST, from outside of the call', () => {
  it('muting silences for all, deafening sends nothing, and both are lifted again', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    expect((await act(moderator, anna, 'mute', { muted: true })).status).toBe(204)
    await updated(ben, anna, { serverMuted: true })
    expect((await act(moderator, anna, 'deafen', { deafened: true })).status).toBe(204)
    await updated(ben, anna, { serverDeafened: true })
    const [unsent, unheard] = [frame(), frame()]
    for (let n = 0; n < 10; n += 1) {
      anna.sendMedia({ payload: unsent })
      ben.sendMedia({ payload: unheard })
    }
    await pause(200)
    expect(ben.packets.some(({ payload }) => payload.equals(unsent))).toBe(false)
    expect(anna.packets.some(({ payload }) => payload.equals(unheard))).toBe(false)
    await act(moderator, anna, 'mute', { muted: false })
    await act(moderator, anna, 'deafen', { deafened: false })
    await updated(ben, anna, { serverDeafened: false })
    await reaches(anna, ben)
    await reaches(ben, anna)
    const actions = await lastActions(4)
    expect(actions.map(({ action }) => action)).toEqual([
      'voice.undeafened',
      'voice.unmuted',
      'voice.deafened',
      'voice.muted',
    ])
    expect(new Set(actions.map(({ communityId }) => communityId))).toEqual(new Set([stage.community.id]))
  })

  it('disconnecting closes with 4412, and the person may come back', async () => {
    const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
    expect((await act(moderator, anna, 'disconnect')).status).toBe(204)
    expect((await anna.closed()).code).toBe(4412)
    await ben.next('participant.left', ({ participantId }) => participantId === anna.id)
    expect((await lastActions(1))[0]?.action).toBe('voice.disconnected')
    expect((await stage.join('anna', { media: false })).welcome.resumed).toBe(false)
  })

  it('needs the permission, a lower rank, and somebody in the call', async () => {
    const [anna, owner] = [await stage.join('anna', { media: false }), await stage.join('owner', { media: false })]
    const ben = await stage.person('ben')
    for (const [verb, body] of [
      ['mute', { muted: true }],
      ['deafen', { deafened: true }],
      ['disconnect', {}],
      ['move', { channelId: stage.hall.id }],
    ] as const) {
      expect(codeOf(await act(ben, anna, verb, body))).toBe('forbidden')
      expect(codeOf(await act(moderator, owner, verb, body))).toBe('forbidden')
    }
    const stranger = await stage.server.register('stranger')
    expect(codeOf(await act(stranger, anna, 'disconnect'))).toBe('not_found')
    anna.leave()
    await anna.closed()
    expect(codeOf(await act(moderator, anna, 'disconnect'))).toBe('not_found')
    expect(owner.isClosed).toBe(false)
  })
})

describe('V15: moving', () => {
  it('by a message in the call: named, closed with 4411, let in without a leave of their own, and as silent as before', async () => {
    const cellar = await stage.addChannel('Cellar')
    const { user } = await stage.person('anna')
    const override = { id: newId(), channelId: cellar.id, userId: user.id, allow: [], deny: ['view_channels'] }
    await stage.server.context.database.db.insert(permissionOverrides).values(override)
    const [mod, anna] = [await stage.join('warden', { media: false }), await stage.join('anna', { media: false })]
    mod.muteOther(anna.id, true)
    await updated(mod, anna, { serverMuted: true })
    mod.send({ type: 'moderation.move', participantId: anna.id, channelId: cellar.id })
    const { channel, because } = await anna.next('session.moved')
    expect([channel.id, because]).toEqual([cellar.id, 'moderator'])
    expect((await anna.closed()).code).toBe(4411)
    const there = await stage.join('anna', { channelId: cellar.id, media: false })
    expect(there.welcome.participants).toMatchObject([{ serverMuted: true }])
    there.leave()
    await there.closed()
    const again = await stage.openSocket(cellar.id)
    again.send(helloOf((await stage.person('anna')).token))
    expect((await again.closed()).code).toBe(4404)
  })

  it('into another community, a full channel or the same one is refused', async () => {
    const full = await stage.addChannel('Cupboard', { userLimit: 1 })
    await stage.join('ben', { channelId: full.id, media: false })
    const anna = await stage.join('anna', { media: false })
    const move = async (channelId: string) => codeOf(await act(moderator, anna, 'move', { channelId }))
    expect(await move(full.id)).toBe('channel_full')
    expect(await move(stage.hall.id)).toBe('bad_request')
    expect(await move(newId())).toBe('not_found')
    expect(anna.isClosed).toBe(false)
  })

  it('whoever may move people but not there brings only those who may go there by themselves', async () => {
    const vault = await stage.addChannel('Vault')
    const { db } = stage.server.context.database
    const deny = (userId: string, names: string[]) =>
      db.insert(permissionOverrides).values({ id: newId(), channelId: vault.id, userId, allow: [], deny: names })
    await deny(moderator.user.id, ['move_members'])
    await deny((await stage.person('carl')).user.id, ['connect_voice'])
    const [carl, dora] = [await stage.join('carl', { media: false }), await stage.join('dora', { media: false })]
    expect(codeOf(await act(moderator, carl, 'move', { channelId: vault.id }))).toBe('forbidden')
    expect((await act(moderator, dora, 'move', { channelId: vault.id })).status).toBe(204)
    expect((await dora.closed()).code).toBe(4411)
  })
})
