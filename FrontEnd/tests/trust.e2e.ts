import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SpawnedServer, spawnServer } from '../../server/tests/harness/spawn-server.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { examine, fourLooks } from './harness/examine.ts'
import { gather, type Person } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'

let server: SpawnedServer
const browsers: TestBrowser[] = []
let people: [ada: Person, ben: Person]
let ada: Page
let ben: Page

beforeAll(async () => {
  server = await spawnServer()
  const gathered = await gather(server.url, ['Ada', 'Ben'])
  const [first, second] = gathered.people
  if (!first || !second) throw new Error('two people')
  people = [first, second]
  const reply = await fetch(`${server.url}/api/channels/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${first.token}` },
    body: JSON.stringify({ userIds: [second.id] }),
  })
  const { id } = (await reply.json()) as { id: string }
  path = `/conversations/${id}`
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await server?.stop()
})
let path = ''

/** Somebody's browser, with keys made or asked for, at the conversation. */
async function open(person: Person): Promise<Page> {
  const browser = await openBrowser({ reducedMotion: true })
  browsers.push(browser)
  const { page } = browser
  page.setDefaultTimeout(30_000)
  await signIn(page, server.url, { person, path: '/settings/keys' })
  await page.getByText(/This device can(not)? read/).waitFor()
  await page.goto(server.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const inHeader = (page: Page, title: string) =>
  page.getByRole('heading', { level: 1 }).getByRole('img', { name: title })
const dialogWith = (page: Page, name: string) => page.getByRole('dialog', { name: `Safety number with ${name}` })
const digitsIn = async (page: Page, name: string) => {
  const text = await dialogWith(page, name).getByRole('group', { name: 'Safety number' }).textContent()
  return text?.trim()
}
/** From the list of people of their community, once it has put them among those who are online: before, rows move. */
async function openCard(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Reading Circle' }).first().click()
  await page
    .getByRole('button', { name: new RegExp(`^${name}.*Online`) })
    .first()
    .click()
  await page.getByRole('dialog', { name: `Profile of ${name}` }).waitFor()
}

/** The card of a person in a list goes with the list, so it is looked at where the list stays. */
const deskLooks = [
  { colorScheme: 'light', width: 1440, height: 900 },
  { colorScheme: 'dark', width: 1440, height: 900 },
] as const

it('two people compare one number, and a mark shows that they did', async () => {
  ;[ada, ben] = [await open(people[0]), await open(people[1])]
  await button(ada, 'Options of the conversation').click()
  await ada.getByRole('menuitem', { name: 'Safety number' }).click()
  const digits = await digitsIn(ada, 'Ben')
  expect(digits).toMatch(/^(\d{5} ){11}\d{5}$/)
  await examine(ada, 'safety-number', fourLooks)
  await openCard(ben, 'Ada')
  await button(ben, 'Safety number').click()
  expect(await digitsIn(ben, 'Ada')).toBe(digits)

  await button(ada, 'Mark as verified').press('Enter')
  await dialogWith(ada, 'Ben').getByText('You compared this number with Ben.').waitFor()
  await dialogWith(ada, 'Ben').press('Escape')
  await dialogWith(ada, 'Ben').waitFor({ state: 'detached' })
  await inHeader(ada, 'Verified').waitFor()
  await examine(ada, 'conversation-verified')
  await openCard(ada, 'Ben')
  await ada.getByRole('dialog', { name: 'Profile of Ben' }).getByRole('img', { name: 'Verified' }).waitFor()
  await examine(ada, 'card-verified', deskLooks)
  await ada.goto(server.url + path)
  expect(await ben.getByRole('img', { name: 'Verified' }).count()).toBe(0)
})

it('changed keys are said in the conversation and on the card, until somebody looks at them', async () => {
  const young = await open(people[1])
  await young.goto(`${server.url}/settings/keys`)
  await button(young, 'Begin afresh').click()
  await young.getByRole('dialog', { name: 'Begin afresh?' }).getByRole('button', { name: 'Begin afresh' }).click()
  await young.getByText('This device can read everything').waitFor()

  await ada.getByText('The keys of Ben changed').waitFor()
  await inHeader(ada, 'Keys changed').waitFor()
  await examine(ada, 'conversation-changed', fourLooks)
  await openCard(ada, 'Ben')
  await ada.getByRole('dialog', { name: 'Profile of Ben' }).getByText('The keys of Ben changed').waitFor()
  await examine(ada, 'card-changed', deskLooks)
  await ada.goto(server.url + path)

  await button(ada, 'Compare safety numbers').press('Enter')
  await dialogWith(ada, 'Ben').getByRole('group', { name: 'Safety number' }).waitFor()
  expect(await ada.getByText('You compared this number').count()).toBe(0)
  await examine(ada, 'safety-number-changed', fourLooks)
  await button(ada, 'Mark as verified').press('Enter')
  await dialogWith(ada, 'Ben').getByText('You compared this number with Ben.').waitFor()
  await button(ada, 'Take the mark away').press('Enter')
  await button(ada, 'Mark as verified').press('Enter')
  await dialogWith(ada, 'Ben').press('Escape')
  await inHeader(ada, 'Verified').waitFor()
  expect(await ada.getByText('The keys of Ben changed').count()).toBe(0)
})
