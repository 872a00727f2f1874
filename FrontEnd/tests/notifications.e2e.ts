import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seriousFindings } from './harness/axe.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { dock, eventually, leaveCall, tileOf } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'

let server: OpenServer
let browsers: TestBrowser[]
let ada: Page
let ben: Page

beforeAll(async () => {
  server = await openServer()
  const { people } = await gather(server.url, ['Ada', 'Ben'])
  browsers = await Promise.all([openBrowser(), openBrowser()])
  const [one, other] = browsers
  const [first, second] = people
  if (!one || !other || !first || !second) throw new Error('nobody there')
  ada = one.page
  ben = other.page
  await Promise.all([
    signIn(ada, server.url, { person: first, path: '/' }),
    signIn(ben, server.url, { person: second, path: '/' }),
  ])
})
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()))
  await server?.stop()
})

const called = (page: Page) => page.getByRole('dialog', { name: 'Ada is calling' })
const bell = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first()
const center = (page: Page) => page.getByRole('dialog', { name: 'Notifications' })
const ring = async () => {
  await ada.getByRole('button', { name: 'Talk', exact: true }).click()
  await ada.getByText(/^Ringing/).waitFor()
}

it('from people of one community to a call: chosen, rung, answered by keyboard, encrypted', async () => {
  await ada.getByRole('button', { name: 'New conversation' }).click()
  const dialog = ada.getByRole('dialog', { name: 'New conversation' })
  await dialog.getByLabel('Search people').fill('be')
  await dialog.getByRole('checkbox', { name: /Ben/ }).check()
  expect(await seriousFindings(ada)).toEqual([])
  await dialog.getByRole('button', { name: 'Start' }).click()
  await ada.getByRole('heading', { name: 'Ben', level: 1 }).waitFor()

  await ring()
  await called(ben).waitFor()
  expect(await seriousFindings(ben)).toEqual([])
  await ben.keyboard.press('Enter')
  await ben.waitForURL(/\/conversations\//)
  for (const page of [ada, ben]) {
    await dock(page).getByText('Connected').waitFor({ timeout: 15_000 })
    await page.getByRole('button', { name: 'Encrypted: show the privacy code' }).waitFor({ timeout: 15_000 })
  }
  await tileOf(ada, 'Ben').waitFor()
  await ada.getByText(/^Ringing/).waitFor({ state: 'hidden' })
  await leaveCall({ page: ben })
  await leaveCall({ page: ada })
})

it('a call that is declined says so, and one that nobody answers is told, also after a reload', async () => {
  await ring()
  await called(ben).getByRole('button', { name: 'Decline' }).click()
  await called(ben).waitFor({ state: 'hidden' })
  await leaveCall({ page: ada })
  await ben.goto(`${server.url}/settings/notifications`)
  await ben.getByRole('heading', { name: 'Quiet hours' }).waitFor()
  await ring()
  await called(ben).waitFor()
  await leaveCall({ page: ada })
  await called(ben).waitFor({ state: 'hidden' })
  await bell(ben, 'Notifications, 1 unread').waitFor()
  await eventually(
    () => ben.title(),
    (title) => title.startsWith('(1) '),
  )
  await ben.reload()
  await bell(ben, 'Notifications, 1 unread').click()
  await center(ben).getByText('Missed call from Ada').waitFor()
  expect(await seriousFindings(ben)).toEqual([])
  await center(ben).getByText('Missed call from Ada').click()
  await ben.getByRole('heading', { name: 'Ada', level: 1 }).waitFor()
  await bell(ben, 'Notifications').waitFor()
})

it('what was missed while the browser was away is there when it comes back', async () => {
  await ben.goto('about:blank')
  await ring()
  await leaveCall({ page: ada })
  await ben.goto(server.url)
  await bell(ben, 'Notifications, 1 unread').click()
  await center(ben).getByRole('button', { name: 'Mark all as read' }).click()
  await center(ben).getByRole('button', { name: 'Mark all as read', disabled: true }).waitFor()
  await ben.keyboard.press('Escape')
  await center(ben).waitFor({ state: 'hidden' })
  await bell(ben, 'Notifications').waitFor()
})

it('quiet hours and the level of a conversation are kept', async () => {
  await ben.goto(`${server.url}/settings/notifications`)
  await ben.getByRole('switch', { name: 'Leave me in peace every day' }).check()
  await ben.getByLabel('From').fill('21:30')
  expect(await seriousFindings(ben)).toEqual([])
  await ben.getByRole('link', { name: 'Home' }).first().click()
  await ben.getByRole('link', { name: /^Ada/ }).click()
  await ben.getByRole('button', { name: 'Notifications of Ada' }).click()
  await ben.getByRole('menuitemradio', { name: 'Nothing' }).click()
  await ben.goto(`${server.url}/settings/notifications`)
  await ben.getByLabel('From').waitFor()
  expect(await ben.getByLabel('From').inputValue()).toBe('21:30')
  await ben.goBack()
  await ben.getByRole('button', { name: 'Notifications of Ada' }).click()
  await ben.getByRole('menuitemradio', { name: 'Nothing', checked: true }).waitFor()
  await ben.keyboard.press('Escape')
})

it('a push shows a notification, and a click on it opens the right page without a reload', async () => {
  const [, browser] = browsers
  if (!browser) throw new Error('no browser')
  const origin = new URL(server.url).origin
  await browser.context.grantPermissions(['notifications'], { origin })
  await ben.goto(server.url)
  const devTools = await browser.context.newCDPSession(ben)
  const registered = new Promise<string>((resolve) => {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId)
    })
  })
  await devTools.send('ServiceWorker.enable')
  await ben.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js')
    await navigator.serviceWorker.ready
  })
  const from = { userId: '01890000-0000-7000-8000-000000000002', displayName: 'Ada', avatar: null }
  const channelId = '01890000-0000-7000-8000-000000000003'
  const notification = {
    ...{ sequence: 9, id: '01890000-0000-7000-8000-000000000004', communityId: null, channelId },
    body: { kind: 'call.missed', from, channelId },
    ...{ isMention: true, isRead: false, createdAt: '2026-01-01T00:00:00.000Z' },
  }
  const data = JSON.stringify({ type: 'notification.added', notification })
  await devTools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data })
  const shown = await eventually(
    () =>
      ben.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready
        return (await registration.getNotifications()).map(({ body }) => body)
      }),
    (bodies) => bodies.length > 0,
  )
  expect(shown).toEqual(['Missed call from Ada'])
  await ben.evaluate(() => Object.assign(window, { stays: true }))
  const [worker] = browser.context.serviceWorkers()
  await worker?.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      NotificationEvent: new (type: string, init: { notification: Notification | undefined }) => Event
    }
    const [first] = await scope.registration.getNotifications()
    globalThis.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification: first }))
  })
  await ben.waitForURL(new RegExp(`/conversations/${channelId}$`))
  await ben.getByText('This conversation is not yours').waitFor()
  expect(await ben.evaluate(() => 'stays' in window)).toBe(true)
})

it('nothing on the way went wrong in the pages', () => {
  const expected = /404|favicon/
  expect(browsers.flatMap(({ errors }) => errors).filter((error) => !expected.test(error))).toEqual([])
})
