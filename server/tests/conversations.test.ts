import { Conversation, ConversationPage, NotificationPage, User } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { type NotificationClient, openNotifications } from './harness/notification-client.ts'
import { query } from './harness/query.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'
import { joinVoice } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const base = '/api/channels/conversations'
let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterAll(() => stage.close())

const open = (who: SignedInClient, others: SignedInClient[], name?: string) =>
  who.post(base, { userIds: others.map(({ user }) => user.id), ...(name === undefined ? {} : { name }) })
const opened = async (...told: Parameters<typeof open>) => succeeded(Conversation, await open(...told))
const list = async (who: SignedInClient, text = '') => succeeded(ConversationPage, await who.get(`${base}${text}`))
const idsOf = async (who: SignedInClient) => (await list(who)).items.map(({ id }) => id)
const device = (who: SignedInClient) => openNotifications({ url: stage.server.url, token: who.token })
const block = (one: SignedInClient, other: SignedInClient) =>
  query(
    stage.server.databaseUrl,
    `insert into relationships (user_id, other_id, kind) values ('${one.user.id}', '${other.user.id}', 'blocked')`,
  )

describe('conversations', () => {
  it('of two are one, whoever opens it, and come into the list of the other when something happens', async () => {
    const [anna, ben] = await Promise.all([stage.person('anna'), stage.person('ben')])
    const [first, second] = await Promise.all([opened(anna, [ben]), opened(ben, [anna])])
    expect(second.id).toBe(first.id)
    expect(first).toMatchObject({ kind: 'direct', ownerId: null, occupants: [] })
    expect(new Set(first.members.map(({ id }) => id))).toEqual(new Set([anna.user.id, ben.user.id]))
    const [cleo, dora] = await Promise.all([stage.person('cleo'), stage.person('dora')])
    const quiet = await opened(cleo, [dora])
    expect([await idsOf(cleo), await idsOf(dora)]).toEqual([[quiet.id], []])
    expect((await cleo.post(`/api/voice/conversations/${quiet.id}/ring`, {})).status).toBe(204)
    expect(await idsOf(dora)).toEqual([quiet.id])
    expect((await dora.post(`${base}/${quiet.id}/hide`, {})).status).toBe(204)
    expect(await idsOf(dora)).toEqual([])
    expect(await idsOf(cleo)).toEqual([quiet.id])
    await opened(dora, [cleo])
    expect(await idsOf(dora)).toEqual([quiet.id])
  })

  it('are with friends and people of the same communities only, and never across a block', async () => {
    const [anna, ben, evil] = await Promise.all([stage.person('anna'), stage.person('ben'), stage.person('evil')])
    const stranger = await stage.server.register('stranger')
    expect(codeOf(await open(anna, [stranger]))).toBe('forbidden')
    expect(codeOf(await open(anna, [ben, stranger]))).toBe('forbidden')
    for (const [one, other] of [
      [anna, stranger],
      [stranger, anna],
    ] as const)
      await query(
        stage.server.databaseUrl,
        `insert into relationships (user_id, other_id, kind) values ('${one.user.id}', '${other.user.id}', 'friend')`,
      )
    await opened(anna, [stranger])
    const old = await opened(evil, [ben])
    await block(ben, evil)
    expect(codeOf(await open(anna, [ben, evil]))).toBe('forbidden')
    expect(codeOf(await evil.post(`/api/voice/conversations/${old.id}/ring`, {}))).toBe('forbidden')
    const door = joinVoice({ url: stage.server.url, token: evil.token, channelId: old.id, media: false })
    const refused = await Promise.race([
      door.then(() => 'in'),
      new Promise((resolve) => setTimeout(resolve, 700, 'out')),
    ])
    expect(refused).toBe('out')
    door.catch(() => {})
    const found = succeeded(Type.Array(User), await anna.get(`${base}/people?search=str`))
    expect(found.map(({ userName }) => userName)).toEqual(['stranger'])
    expect(succeeded(Type.Array(User), await evil.get(`${base}/people?search=ben`))).toEqual([])
    expect(codeOf(await open(anna, [anna]))).toBe('bad_request')
    expect(codeOf(await anna.post(base, { userIds: [] }))).toBe('bad_request')
    expect(codeOf(await anna.post(base, { userIds: [newId()] }))).toBe('forbidden')
  })

  it('of groups have a name, an owner and at most ten people, who are told when they come in', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `guest-${n}`)
    const [owner, guest, ...others] = await Promise.all(names.map(stage.person))
    if (!owner || !guest) throw new Error('nobody')
    const phone = await device(guest)
    const group = await opened(owner, [guest, ...others.slice(0, 7)], 'Radio')
    expect(group).toMatchObject({ kind: 'group', name: 'Radio', ownerId: owner.user.id })
    expect(await phone.next('conversation.changed')).toMatchObject({ conversation: { id: group.id } })
    expect(await phone.next('notifications.added')).toMatchObject({
      notifications: [{ body: { kind: 'conversation.added', channelId: group.id, from: { userId: owner.user.id } } }],
    })
    const members = `${base}/${group.id}/members`
    const [last] = others.slice(7)
    if (!last) throw new Error('nobody')
    const one = { userIds: [last.user.id] }
    const anna = await stage.person('anna')
    expect(codeOf(await anna.get(`${base}/${group.id}`))).toBe('not_found')
    expect(codeOf(await anna.post(members, one))).toBe('not_found')
    const both = await Promise.all([guest.post(members, one), owner.post(members, { userIds: [anna.user.id] })])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(codeOf(both.find(({ status }) => status === 409) ?? both[0])).toBe('limit_reached')
    const renamed = succeeded(Conversation, await guest.patch(`${base}/${group.id}`, { name: 'Night radio' }))
    expect(renamed.name).toBe('Night radio')
    expect(codeOf(await guest.delete(`${members}/${owner.user.id}`))).toBe('forbidden')
    expect((await owner.delete(`${members}/${guest.user.id}`)).status).toBe(204)
    expect(await phone.next('conversation.removed')).toMatchObject({ channelId: group.id })
    expect(codeOf(await guest.get(`${base}/${group.id}`))).toBe('not_found')
    expect((await owner.delete(`${members}/${owner.user.id}`)).status).toBe(204)
    const [heir] = others
    if (!heir) throw new Error('nobody')
    const left = succeeded(Conversation, await heir.get(`${base}/${group.id}`))
    expect(left.ownerId).toBe(left.members[0]?.id)
    for (const member of left.members) {
      const who = others.find(({ user }) => user.id === member.id) ?? anna
      expect((await who.delete(`${members}/${member.id}`)).status).toBe(204)
    }
    const rows = await query(stage.server.databaseUrl, `select 1 from channels where id = '${group.id}'`)
    expect(rows).toEqual([])
    phone.close()
  })

  it('come page by page, the latest first, and are no channels of anybody else', async () => {
    const anna = await stage.person('pager')
    const rest = await Promise.all(['page-1', 'page-2', 'page-3'].map(stage.person))
    const made: string[] = []
    for (const other of rest) made.push((await opened(anna, [other])).id)
    await anna.post(`/api/voice/conversations/${made[0]}/ring`, {})
    await anna.delete(`/api/voice/conversations/${made[0]}/ring`)
    const first = await list(anna, '?limit=2')
    const second = await list(anna, `?limit=2&cursor=${first.next}`)
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([made[0], made[2], made[1]])
    expect(second.next).toBeNull()
    expect(codeOf(await anna.get(`${base}?cursor=x`))).toBe('bad_request')
    expect(codeOf(await stage.owner.patch(`/api/channels/${made[0]}`, { name: 'Mine' }))).toBe('not_found')
    expect(codeOf(await anna.delete(`/api/channels/${made[0]}`))).toBe('not_found')
    expect(codeOf(await anna.post(`${base}/${made[0]}/members`, { userIds: [stage.owner.user.id] }))).toBe(
      'bad_request',
    )
  })
})

describe('N9 to N11: a call in a conversation', () => {
  const rings = (phone: NotificationClient, channelId: string) =>
    phone.next('call.ringing', (message) => message.channelId === channelId)
  const ended = (phone: NotificationClient, channelId: string) =>
    phone.next('call.ended', (message) => message.channelId === channelId)
  const enter = (who: SignedInClient, channelId: string) =>
    joinVoice({ url: stage.server.url, token: who.token, channelId })

  it('rings on all devices, is answered on one, carries voice, and shows who is in it', async () => {
    const [anna, ben] = await Promise.all([stage.person('caller'), stage.person('callee')])
    const talk = await opened(anna, [ben])
    const [phone, desk, own] = [await device(ben), await device(ben), await device(anna)]
    const call = await enter(anna, talk.id)
    expect((await anna.post(`/api/voice/conversations/${talk.id}/ring`, {})).status).toBe(204)
    for (const each of [phone, desk])
      expect(await rings(each, talk.id)).toMatchObject({ from: { userId: anna.user.id }, isQuiet: false })
    const late = await device(ben)
    await rings(late, talk.id)
    expect(own.unread('call.ringing')).toEqual([])
    const answer = await enter(ben, talk.id)
    for (const each of [phone, desk, late]) expect(await ended(each, talk.id)).toMatchObject({ because: 'answered' })
    const shown = await own.next('call.changed', ({ occupants }) => occupants.length === 2)
    expect(shown.channelId).toBe(talk.id)
    const inList = (await list(ben)).items.find(({ id }) => id === talk.id)
    expect(inList?.occupants).toHaveLength(2)
    const payload = Buffer.from('sealed by nobody but them')
    const stop = call.speak({ payload })
    await answer.hears(payload)
    stop()
    for (const client of [call, answer]) client.leave()
    await own.next('call.changed', ({ occupants }) => occupants.length === 0)
    const told = succeeded(NotificationPage, await ben.get('/api/users/me/notifications'))
    expect(told.items.filter(({ body }) => body.kind === 'call.missed')).toEqual([])
    for (const socket of [phone, desk, own, late]) socket.close()
    for (const client of [call, answer]) client.dispose()
  })

  it('is declined, or cancelled and then missed; quietly for who wants peace', async () => {
    const [anna, ben] = await Promise.all([stage.person('caller'), stage.person('callee')])
    const talk = await opened(anna, [ben])
    const path = `/api/voice/conversations/${talk.id}`
    const [phone, own] = [await device(ben), await device(anna)]
    await anna.post(`${path}/ring`, {})
    await rings(phone, talk.id)
    expect((await ben.post(`${path}/decline`, {})).status).toBe(204)
    expect(await ended(phone, talk.id)).toMatchObject({ because: 'declined' })
    expect(await own.next('call.declined')).toMatchObject({ userId: ben.user.id })
    await query(
      stage.server.databaseUrl,
      `insert into statuses (user_id, chosen) values ('${ben.user.id}', 'do_not_disturb')`,
    )
    await anna.post(`${path}/ring`, {})
    expect(await rings(phone, talk.id)).toMatchObject({ isQuiet: true })
    expect((await anna.delete(`${path}/ring`)).status).toBe(204)
    expect(await ended(phone, talk.id)).toMatchObject({ because: 'cancelled' })
    expect(await phone.next('notifications.added')).toMatchObject({
      notifications: [
        { isMention: true, body: { kind: 'call.missed', channelId: talk.id, from: { userId: anna.user.id } } },
      ],
    })
    expect(codeOf(await stage.owner.post(`${path}/ring`, {}))).toBe('not_found')
    expect(codeOf(await stage.owner.post(`${path}/decline`, {}))).toBe('not_found')
    for (const socket of [phone, own]) socket.close()
  })

  it('ends at once for who is taken out of the group', async () => {
    const [owner, guest, third] = await Promise.all([
      stage.person('caller'),
      stage.person('callee'),
      stage.person('third'),
    ])
    const group = await opened(owner, [guest, third])
    const call = await enter(guest, group.id)
    await owner.delete(`${base}/${group.id}/members/${guest.user.id}`)
    expect(await call.closed()).toMatchObject({ code: 4403 })
    call.dispose()
  })
})
