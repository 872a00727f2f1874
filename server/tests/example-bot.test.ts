import { botScopes, NewWebhook } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { makeBot, makeToken } from './harness/bots.ts'
import { startGreeter } from './harness/greeter.ts'
import { openNotifications } from './harness/notification-client.ts'
import { watchPresence } from './harness/presence-client.ts'
import { succeeded } from './harness/test-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

let stage: Stage
let running: ReturnType<typeof startGreeter> | null = null
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => {
  running?.kill()
  return stage.clear()
})
afterAll(() => stage?.close())

function start(settings: Parameters<typeof startGreeter>[1]) {
  running = startGreeter({ url: stage.server.url, channelId: stage.hall.id }, settings)
  return running
}

async function bringBot(userName: string) {
  const bot = await makeBot(stage.owner, userName)
  await stage.owner.post(`/api/communities/${stage.community.id}/bots`, { bot: bot.id })
  return { bot, ...(await makeToken(stage.owner, bot.id, [...botScopes])) }
}

it('sits in the roster, greets by a webhook whoever enters, and leaves when it is stopped', async () => {
  const { bot, secret } = await bringBot('greeter')
  const draft = { channelId: stage.hall.id, name: 'Doorman' }
  const made = succeeded(NewWebhook, await stage.owner.post(`/api/communities/${stage.community.id}/webhooks`, draft))
  const told = await openNotifications({ url: stage.server.url, token: stage.owner.token })
  const watching = await watchPresence(stage.server.url, stage.owner.token, [stage.community.id])
  const greeter = start({ token: secret, webhook: { id: made.webhook.id, secret: made.secret } })
  const { occupants } = await watching.next('roster.changed', (roster) => roster.occupants.length === 1)
  expect(occupants).toMatchObject([{ userId: bot.id, isBot: true, muted: true, deafened: true }])
  await greeter.says('in Club, greeting whoever comes')

  const anna = await stage.join('anna', { media: false })
  // The bot made no group: whoever comes first among people makes it.
  expect(anna.welcome.group).toBeNull()
  expect(anna.welcome.participants).toContainEqual(expect.objectContaining({ userId: bot.id, isBot: true }))
  await greeter.says('greeted anna')
  const { notifications } = await told.next('notifications.added')
  const body = { kind: 'notice.posted', channelId: stage.hall.id, from: 'Doorman', text: 'Welcome, anna.' }
  expect(notifications).toMatchObject([{ body }])
  expect(greeter.output()).not.toContain('greeted greeter')

  greeter.stop()
  expect(await greeter.ended()).toBe(0)
  const left = await watching.next('roster.changed', (roster) => roster.occupants.every(({ isBot }) => !isBot))
  expect(left.occupants).toHaveLength(1)
  for (const socket of [watching, told]) socket.close()
})

it('greets in its own name without a webhook, and gives up when its token is revoked', async () => {
  const { bot, token, secret } = await bringBot('doorbot')
  const greeter = start({ token: secret })
  await greeter.says('in Club')
  await stage.join('bert', { media: false })
  await greeter.says('greeted bert')
  await stage.owner.delete(`/api/users/me/bots/${bot.id}/tokens/${token.id}`)
  expect(await greeter.ended()).toBe(1)
})
