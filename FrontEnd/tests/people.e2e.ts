import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinVoice } from '../../server/tests/harness/voice-client.ts'
import { seriousFindings } from './harness/axe.ts'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { leaveCall, tileOf } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather, type Person } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'

// Ada and Boris in two browsers, and Cleo, who only talks in the room the three share.
let server: OpenServer
let browsers: TestBrowser[]
let people: Person[]
let ada: Page
let boris: Page
let room: string

const person = (index: number): Person => {
  const found = people[index]
  if (!found) throw new Error('nobody there')
  return found
}
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const listed = (page: Page) => page.getByRole('tabpanel')
const home = (page: Page, part: string) => page.goto(`${server.url}/?people=${part}`)
const card = (page: Page, name: string) => page.getByRole('dialog', { name: `Profile of ${name}` })
const chooseStatus = async (page: Page, status: string) => {
  await page.getByRole('button', { name: /Your status/ }).click()
  await page.getByRole('menuitemradio', { name: new RegExp(`^${status}`) }).click()
  await page.getByRole('menu').waitFor({ state: 'detached' })
}

beforeAll(async () => {
  server = await openServer()
  const gathered = await gather(server.url, ['Ada', 'Boris', 'Cleo'])
  people = gathered.people
  room = gathered.path
  browsers = await Promise.all([openBrowser(), openBrowser({ colorScheme: 'light' })])
  const [one, other] = browsers
  if (!one || !other) throw new Error('no browser')
  ada = one.page
  boris = other.page
  await Promise.all([
    signIn(ada, server.url, { person: person(0), path: '/' }),
    signIn(boris, server.url, { person: person(1), path: '/?people=requests' }),
  ])
})
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()))
  await server?.stop()
})

describe('becoming friends', () => {
  it('a request by user name reaches the other screen; both see each other once it is accepted', async () => {
    await ada.getByRole('heading', { name: 'No friends here yet' }).waitFor()
    const name = ada.getByLabel('User name')
    await name.fill('nobody-at-all')
    await name.press('Enter')
    await ada.getByText('Nobody has this user name.').waitFor()
    await name.fill('BORIS')
    await name.press('Enter')
    await ada.getByText('You asked Boris.').waitFor()
    expect(await seriousFindings(ada)).toEqual([])
    await tab(boris, 'Requests \\(1\\)').waitFor()
    expect(await seriousFindings(boris)).toEqual([])
    const accept = boris.getByRole('button', { name: 'Accept Ada' })
    await accept.focus()
    await boris.keyboard.press('Enter')
    await tab(boris, 'Here now \\(1\\)').click()
    await listed(boris).getByText('Online').waitFor()
    await listed(ada)
      .getByRole('button', { name: /^Boris/ })
      .waitFor()
    await listed(ada).getByText('Online').waitFor()
  })
})

describe('a status', () => {
  it('is chosen by keyboard and seen by the other at once', async () => {
    await boris.getByRole('button', { name: /Your status: Online/ }).focus()
    await boris.keyboard.press('Enter')
    await boris.getByRole('menuitemradio', { name: /^Online/ }).waitFor()
    expect(await seriousFindings(boris)).toEqual([])
    await boris.keyboard.press('ArrowDown')
    await boris.keyboard.press('Enter')
    await boris.getByRole('button', { name: /Your status: Away/ }).waitFor()
    await boris.waitForFunction(() => document.activeElement?.textContent.includes('Your status: Away'))
    await listed(ada).getByText('Away').waitFor()
  })

  it('has words of one’s own, with an end', async () => {
    await boris.getByRole('button', { name: /Your status/ }).click()
    await boris.getByRole('menuitem', { name: /^Set a few words/ }).click()
    const dialog = boris.getByRole('dialog', { name: 'A few words about now' })
    await dialog.getByLabel('Words').fill('Reading Austen')
    await dialog.getByRole('combobox', { name: 'They go away' }).click()
    await boris.getByRole('option', { name: 'In an hour' }).click()
    expect(await seriousFindings(boris)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await listed(ada).getByText('Reading Austen').waitFor()
  })

  it('that is invisible looks like nobody there, and coming back is seen', async () => {
    await chooseStatus(boris, 'Invisible')
    await ada.getByRole('heading', { name: 'None of your friends is here' }).waitFor()
    await tab(ada, 'All friends').click()
    await listed(ada).getByText('Offline').waitFor()
    await chooseStatus(boris, 'Online')
    await listed(ada).getByText('Reading Austen').waitFor()
  })

  it('says with whom a friend talks', async () => {
    const channelId = room.split('/').at(-1) ?? ''
    const stays = []
    for (const index of [1, 2])
      stays.push(await joinVoice({ url: server.url, token: person(index).token, channelId, media: false }))
    await listed(ada).getByText('in Lounge with 1 other').waitFor()
    for (const stay of stays) stay.leave()
    await listed(ada).getByText('Reading Austen').waitFor()
  })
})

it('a card says what two have in common', async () => {
  await listed(ada)
    .getByRole('button', { name: /^Boris/ })
    .press('Enter')
  await card(ada, 'Boris').getByRole('link', { name: 'Reading Circle' }).waitFor()
  expect(await seriousFindings(ada)).toEqual([])
  await ada.keyboard.press('Escape')
  await card(ada, 'Boris').waitFor({ state: 'detached' })
})

it('and from the card it is one step to a call', async () => {
  await listed(ada)
    .getByRole('button', { name: /^Boris/ })
    .press('Enter')
  await card(ada, 'Boris').getByRole('button', { name: 'Talk in private' }).click()
  await ada.getByRole('heading', { name: 'Boris', level: 1 }).waitFor()
  await ada.getByRole('button', { name: 'Talk', exact: true }).click()
  const ringing = boris.getByRole('dialog', { name: 'Ada is calling' })
  await ringing.getByRole('button', { name: 'Answer' }).click()
  for (const page of [ada, boris])
    await page.getByRole('button', { name: 'Encrypted: show the privacy code' }).waitFor({ timeout: 15_000 })
  await tileOf(ada, 'Boris').waitFor()
  await tileOf(boris, 'Ada').waitFor()
  for (const page of [ada, boris]) await leaveCall({ page })
  await home(boris, 'online')
})

describe('a block', () => {
  it('hides a person everywhere, and tells them nothing', async () => {
    const channelId = room.split('/').at(-1) ?? ''
    const stay = await joinVoice({ url: server.url, token: person(1).token, channelId, media: false })
    await ada.goto(server.url + room)
    const rooms = ada.getByRole('navigation', { name: 'Rooms' })
    await rooms.getByText('Boris').waitFor()
    await ada
      .getByRole('complementary')
      .getByRole('button', { name: /^Boris/ })
      .click()
    await card(ada, 'Boris').getByRole('button', { name: 'Block' }).click()
    await ada.getByRole('dialog', { name: 'Block Boris?' }).getByRole('button', { name: 'Block' }).click()
    await rooms.getByText('1 blocked person').waitFor()
    await ada.getByRole('complementary').getByText('1 blocked person').waitFor()
    await ada.getByRole('main').getByText('1 blocked person').waitFor()
    expect(await ada.getByText('Boris').count()).toBe(0)
    expect(await seriousFindings(ada)).toEqual([])
    await ada.keyboard.press('Control+K')
    await ada.getByRole('combobox').fill('Boris')
    await ada.getByText('Nothing is called that.').waitFor()
    await ada.keyboard.press('Escape')
    stay.leave()
    // To Boris it looks as if Ada had ended the friendship and were not here.
    await boris.getByRole('heading', { name: 'No friends here yet' }).waitFor()
    expect(await boris.getByText(/block/i).filter({ visible: true }).count()).toBe(1)
    await boris.getByLabel('User name').fill('ada')
    await boris.getByRole('button', { name: 'Ask', exact: true }).click()
    await boris.getByText('You asked Ada.').waitFor()
  })

  it('ends on the home page, and everything is back', async () => {
    await home(ada, 'requests')
    await ada.getByRole('heading', { name: 'No open requests' }).waitFor()
    await tab(ada, 'Blocked').click()
    await ada.getByRole('button', { name: 'Unblock Boris' }).click()
    await ada.getByRole('heading', { name: 'You block nobody' }).waitFor()
    await ada.goto(server.url + room)
    await ada
      .getByRole('complementary')
      .getByRole('button', { name: /^Boris/ })
      .waitFor()
    expect(await ada.getByText('1 blocked person').count()).toBe(0)
  })
})

it('and the pages themselves report no error', () => {
  for (const { errors } of browsers) expect(errors.filter((error) => !/status of (401|404)/.test(error))).toEqual([])
})
