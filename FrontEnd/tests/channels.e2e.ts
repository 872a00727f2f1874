import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { eventually } from './harness/call.ts'
import { examine as examinePage } from './harness/examine.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather, type Person } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'

let server: OpenServer
let owners: TestBrowser
let members: TestBrowser
let page: Page
let memberPage: Page
let home: string

beforeAll(async () => {
  server = await openServer()
  ;[owners, members] = await Promise.all([openBrowser({ reducedMotion: true }), openBrowser({ reducedMotion: true })])
  page = owners.page
  memberPage = members.page
  const { people, path } = await gather(server.url, ['Olga', 'Mia'])
  const [olga, mia] = people as [Person, Person]
  home = path.replace(/\/channels\/.*/, '')
  await Promise.all([
    signIn(page, server.url, { person: olga, path }),
    signIn(memberPage, server.url, { person: mia, path }),
  ])
})
afterAll(async () => {
  await owners?.close()
  await members?.close()
  await server?.stop()
})

const examine = (name: string) => examinePage(page, name)

/** Rooms and headings in the order of the list. */
const listed = (where: Page) =>
  where
    .getByRole('navigation', { name: 'Rooms' })
    .evaluate((side) =>
      [...side.querySelectorAll<HTMLElement>('[data-sort="category"], [data-sort="channel"]')].map((row) =>
        [row.dataset.sort === 'category' ? '#' : '', row.querySelector('a, h3')?.textContent ?? ''].join(''),
      ),
    )
const bothShow = async (wanted: string[]) => {
  for (const where of [page, memberPage])
    await eventually(
      () => listed(where),
      (seen) => seen.join() === wanted.join(),
    )
}

async function createCategory(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Create a category' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
async function createRoom(category: string, name: string): Promise<void> {
  await page.getByRole('button', { name: `Create a room in ${category}` }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}
async function drag(from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  if (!start || !end) throw new Error('nothing to drag')
  await page.mouse.move(start.x + 60, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + 60, end.y + end.height / 2, { steps: 4 })
  await page.mouse.move(end.x + 60, end.y + end.height - 3, { steps: 2 })
  await page.mouse.up()
}
const row = (name: string) => page.locator('[data-sort="channel"]').filter({ hasText: name })
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

describe('rooms', () => {
  it('are made under categories, with what is chosen once', async () => {
    await createCategory('Games')
    await createCategory('Music')
    await page.getByRole('button', { name: 'Create a room in Games' }).click()
    await page.getByLabel('Kind').click()
    await page.getByRole('option', { name: /^Stage/ }).click()
    await examine('new-room')
    await page.keyboard.press('Escape')
    for (const name of ['Chess', 'Poker']) await createRoom('Games', name)
    await eventually(
      () => listed(page),
      (seen) => seen.join() === 'Lounge,#Games,Chess,Poker,#Music',
    )
    // A heading with nothing under it is for those who may put something there.
    await eventually(
      () => listed(memberPage),
      (seen) => seen.join() === 'Lounge,#Games,Chess,Poker',
    )
  })

  it('are put in order by the keyboard, and the focus stays', async () => {
    await page.getByRole('button', { name: 'Options for Chess' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Move down' }).waitFor()
    for (let step = 0; step < 8; step += 1) {
      if ((await page.evaluate(() => document.activeElement?.textContent))?.includes('Move down')) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await page.getByText('Chess is now number 2 of 2 in Games.').waitFor({ state: 'attached' })
    await eventually(focused, (name) => name === 'Options for Chess')
    await page.getByRole('button', { name: 'Options for Lounge' }).click()
    await page.getByRole('menuitem', { name: 'Move to category…' }).click()
    await page.getByRole('dialog').getByLabel('Category').click()
    await page.getByRole('option', { name: 'Music' }).click()
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByText('Lounge is now number 1 of 1 in Music.').waitFor({ state: 'attached' })
    await bothShow(['#Games', 'Poker', 'Chess', '#Music', 'Lounge'])
    await page.getByRole('button', { name: 'Options for the category Music' }).click()
    await page.getByRole('menuitem', { name: 'Move up' }).click()
    await bothShow(['#Music', 'Lounge', '#Games', 'Poker', 'Chess'])
  })

  it('are dragged, and so are categories', async () => {
    await drag(row('Poker'), row('Lounge'))
    await bothShow(['#Music', 'Lounge', 'Poker', '#Games', 'Chess'])
    await drag(page.locator('[data-sort="category"]').filter({ hasText: 'Music' }), row('Chess'))
    await bothShow(['#Games', 'Chess', '#Music', 'Lounge', 'Poker'])
    expect(new URL(page.url()).pathname).toContain('/channels/')
  })

  it('close under their heading, on this device', async () => {
    await page.getByRole('button', { name: 'Music', exact: true }).click()
    await eventually(
      () => listed(page),
      (seen) => !seen.includes('Lounge'),
    )
    await page.reload()
    await page.getByRole('button', { name: 'Music', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Music', exact: true }).getAttribute('aria-expanded')).toBe('false')
    await page.getByRole('button', { name: 'Music', exact: true }).click()
    await row('Lounge').waitFor()
    await examine('rooms')
  })

  it('have settings', async () => {
    await page.getByRole('button', { name: 'Options for Lounge' }).click()
    await page.getByRole('menuitem', { name: 'Edit room' }).click()
    await page.getByLabel('Topic').fill('Talk about anything')
    await page.getByRole('slider', { name: 'Sound quality' }).focus()
    await page.keyboard.press('End')
    await page.getByText('128 kbit/s.').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await examine('room-settings')
    await memberPage.getByRole('link', { name: 'Lounge' }).click()
    await memberPage.getByText('Talk about anything').first().waitFor()
  })
})

describe('roles', () => {
  it('are made, coloured and ordered', async () => {
    await page.goto(server.url + home)
    await page.getByRole('button', { name: 'Reading Circle', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Roles' }).click()
    await page.getByRole('heading', { name: 'Roles', level: 1 }).waitFor()
    for (const name of ['Hosts', 'Guests']) {
      await page.getByRole('button', { name: 'Create a role' }).click()
      const form = page.getByRole('form', { name: 'Role New role' })
      await form.getByRole('textbox', { name: 'Name' }).fill(name)
      await form.getByRole('radio', { name: 'Purple' }).focus()
      await page.keyboard.press('Space')
      await form.getByRole('switch', { name: 'List its people under its name' }).check()
      await form.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('form', { name: `Role ${name}` }).waitFor()
    }
    await page.getByRole('button', { name: 'Move Guests up' }).click()
    await page.getByText('Guests is now number 1 of 2.').waitFor({ state: 'attached' })
    await drag(
      page.locator('[data-sort="role"]').filter({ hasText: 'Guests' }),
      page.locator('[data-sort="role"]').filter({ hasText: 'Hosts' }),
    )
    await page.getByText('Guests is now number 2 of 2.').waitFor({ state: 'attached' })
    await examine('roles')
  })

  it('are given, and show in the list of people', async () => {
    await page.goto(server.url + home)
    await page.getByRole('complementary', { name: 'People' }).getByRole('button', { name: 'Mia' }).click()
    await page.getByRole('button', { name: 'Give a role' }).click()
    await page.getByRole('menuitem', { name: 'Hosts' }).click()
    await page.getByRole('button', { name: 'Take the role Hosts from Mia' }).waitFor()
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/card.png` })
    await page.getByRole('dialog', { name: 'Profile of Mia' }).press('Escape')
    const people = memberPage.getByRole('complementary', { name: 'People' })
    await people.getByRole('heading', { name: 'Hosts 1' }).waitFor()
  })

  it('are denied a room, which is gone for them at once', async () => {
    await page.getByRole('button', { name: 'Options for Poker' }).click()
    await page.getByRole('menuitem', { name: 'Edit room' }).click()
    await page.getByRole('link', { name: 'Permissions' }).click()
    const see = page.getByRole('group', { name: 'See rooms and who is in them' })
    await memberPage.getByRole('link', { name: 'Poker' }).waitFor()
    await see.getByRole('button', { name: 'Deny' }).click()
    await memberPage.getByRole('link', { name: 'Poker' }).waitFor({ state: 'detached', timeout: 5_000 })
    await examine('permissions')
    await page.getByRole('combobox', { name: 'Add a role or a person' }).fill('Hosts')
    await page.getByRole('option', { name: 'Hosts' }).click()
    await page.getByRole('region', { name: 'For Hosts' }).waitFor()
    await see.getByRole('button', { name: 'Allow' }).click()
    await memberPage.getByRole('link', { name: 'Poker' }).waitFor({ timeout: 5_000 })
  })

  it('can be looked at from inside, and left again', async () => {
    await page.goto(`${server.url}${home}/settings/roles`)
    await page.getByRole('button', { name: 'Guests', exact: true }).click()
    await page.getByRole('button', { name: 'Look as this role' }).click()
    await page.getByText('You look at this as Guests').first().waitFor()
    expect(await listed(page)).toEqual(['#Games', 'Chess', '#Music', 'Lounge'])
    expect(await page.getByRole('button', { name: 'Create a room' }).count()).toBe(0)
    await page.getByRole('heading', { name: /^In .* they may$/ }).waitFor()
    await examine('seen-as')
    await page.getByRole('button', { name: 'Look as yourself' }).first().click()
    await row('Poker').waitFor()
  })
})

it('and the pages report no error of their own', () => {
  const expected = /status of (400|401|403|404)/
  expect([...owners.errors, ...members.errors].filter((error) => !expected.test(error))).toEqual([])
})
