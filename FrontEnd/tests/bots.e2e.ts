import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGreeter } from '../../server/tests/harness/greeter.ts'
import { seriousFindings } from './harness/axe.ts'
import { type Caller, joinCall, openCaller, tileOf } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather } from './harness/people.ts'

// Ada makes a bot, brings it into her community, and talks where it sits.
let server: OpenServer
let ada: Caller
let page: Page
let path: string
let token = ''
let webhook = { id: '', secret: '' }
let greeter: ReturnType<typeof startGreeter> | null = null

const community = () => path.replace(/\/channels\/.*/, '')
const dialog = (name: string) => page.getByRole('dialog', { name })
const valueOf = (label: string) => page.getByLabel(label, { exact: true }).inputValue()

beforeAll(async () => {
  server = await openServer()
  const gathered = await gather(server.url, ['Ada'])
  path = gathered.path
  const [person] = gathered.people
  if (!person) throw new Error('nobody there')
  ada = await openCaller({ url: server.url, path: '/settings/bots' }, person)
  page = ada.page
})
afterAll(async () => {
  greeter?.kill()
  await ada?.close()
  await server?.stop()
})

describe('bots of one’s own', () => {
  it('a bot is made, and a token that is shown once, with what it opens', async () => {
    await page.getByText('You have no bots.').waitFor()
    await page.getByRole('button', { name: 'New bot' }).click()
    await dialog('New bot').getByLabel('User name').fill('a!')
    await page.keyboard.press('Enter')
    await page.getByLabel('User name').and(page.locator('[aria-invalid="true"]')).waitFor()
    await page.getByLabel('User name').fill('greeter')
    await page.getByLabel('Shown name').fill('The greeter')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'New token for The greeter' }).click()
    await page.getByLabel('What it is for').fill('Greeting')
    for (const scope of ['Follow who is in voice channels, live', 'Enter voice channels'])
      await page.getByLabel(scope).check()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Create' }).click()
    await dialog('Your new token').waitFor()
    token = await valueOf('Token')
    expect(token).toMatch(/^chaosbot_[\w-]{43}$/)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText(/never used, works until/).waitFor()
    expect(await page.content()).not.toContain(token)
  })

  it('the bot is brought into a community, and a webhook is made there', async () => {
    await page.goto(`${server.url}${community()}/settings/bots`)
    await page.getByText('No bots here.').waitFor()
    const field = page.getByLabel('User name of a bot')
    await field.fill('ada')
    await page.keyboard.press('Enter')
    await page.locator('[aria-invalid="true"]').waitFor()
    await field.fill('Greeter')
    await page.keyboard.press('Enter')
    await page.getByText(/^greeter, here since/).waitFor()
    await page.getByRole('button', { name: 'New webhook' }).click()
    await page.getByLabel('Name it posts under').fill('Doorman')
    await page.getByRole('button', { name: 'Create' }).click()
    await dialog('Your new webhook').waitFor()
    const address = await valueOf('Address to post to')
    webhook = { id: address.split('/').at(-1) ?? '', secret: await valueOf('Secret') }
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText('in Lounge, never used').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })
})

it('the example bot sits in the room, outside the encrypted group, and greets; without its token it is gone', async () => {
  const place = { url: server.url, channelId: path.split('/').at(-1) ?? '' }
  greeter = startGreeter(place, { token, webhook })
  await greeter.says('greeting whoever comes')
  await page.goto(server.url + path)
  await page
    .getByRole('listitem')
    .filter({ hasText: 'The greeter' })
    .getByText('Bot', { exact: true })
    .first()
    .waitFor()
  await joinCall(ada)
  await tileOf(page, 'The greeter').getByText('Bot, not in the encrypted group').waitFor()
  await greeter.says('greeted Ada')
  await page.getByRole('link', { name: 'Notifications, 1 unread', exact: true }).first().click()
  await dialog('Notifications').getByText('Doorman in Reading Circle: Welcome, Ada.').waitFor()

  await page.goto(`${server.url}/settings/bots`)
  await page.getByRole('button', { name: 'Revoke Greeting' }).click()
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await page.getByText('No tokens yet.').waitFor()
  expect(await greeter.ended()).toBe(1)
  // The browser itself notes the bot that was not found.
  expect(ada.errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([])
})
