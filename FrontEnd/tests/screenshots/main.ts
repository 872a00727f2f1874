/**
 * Makes the pictures under docs/screenshots from a running server, with people who really are in the call:
 * `node FrontEnd/tests/screenshots/main.ts [screen …]`. The web client has to be built.
 */
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { spawnServer } from '../../../server/tests/harness/spawn-server.ts'
import { openBrowser, type TestBrowser } from '../harness/browser.ts'
import { joinCall } from '../harness/call.ts'
import { acceptInvite, createChannel, createCommunity, createInvite, type Person, register } from '../harness/people.ts'
import { openChannel, signInToHome } from '../harness/steps.ts'

const folder = join(import.meta.dirname, '../../../docs/screenshots')
const largestBytes = 120 * 1024
const wanted = process.argv.slice(2)
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

/** One picture for each theme and width of what is on screen. */
async function shoot(page: Page, screen: string): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(screen)) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of sizes) {
      await page.setViewportSize(size)
      await page.mouse.move(size.width / 2, size.height - 1)
      // Long enough for transitions and for the layout of the new width.
      await page.waitForTimeout(400)
      const path = join(folder, `${screen}-${size.width}-${colorScheme}.png`)
      await page.screenshot({ path })
      const { size: bytes } = await stat(path)
      console.log(`${screen} ${size.width} ${colorScheme}: ${Math.round(bytes / 1024)} kB`)
      if (bytes > largestBytes) throw new Error(`${path} is larger than ${largestBytes} bytes`)
    }
  }
  await page.setViewportSize(sizes[0] ?? { width: 1440, height: 900 })
}

async function seed(url: string) {
  const mara = await register(url, 'mara', 'Mara Lind')
  const { id } = await createCommunity(url, mara, 'Night Radio')
  const rooms = []
  for (const name of ['Studio', 'Late listening', 'Workbench']) rooms.push(await createChannel(url, mara, id, name))
  const invite = await createInvite(url, mara, id)
  const names = ['Jo van Dyk', 'Amira Haddad', 'Tomás Rey', 'Ines Falk', 'Kofi Mensah']
  const others: Person[] = []
  for (const name of names)
    others.push(
      await register(url, name.split(' ')[0]?.normalize('NFD').replace(/\W/g, '').padEnd(3, '0') ?? name, name),
    )
  for (const person of others) await acceptInvite(url, person, invite.code)
  return { mara, communityId: id, room: rooms[0]?.id ?? '', invite, others }
}

const server = await spawnServer()
const browsers: TestBrowser[] = []
const open = async (): Promise<Page> => {
  const browser = await openBrowser()
  browsers.push(browser)
  return browser.page
}
try {
  await mkdir(folder, { recursive: true })
  const { url } = server
  const { mara, communityId, room, invite, others } = await seed(url)
  const page = await open()
  await page.goto(url)
  await page.getByRole('heading', { name: /^Talk with/ }).waitFor()
  await shoot(page, 'welcome')
  await page.goto(invite.url)
  await page.getByRole('heading', { name: /^You are invited/ }).waitFor()
  await shoot(page, 'invite')
  await signInToHome(page, url, mara)

  for (const [index, person] of others.slice(0, 3).entries()) {
    const theirs = await open()
    await signInToHome(theirs, url, person)
    await openChannel(theirs, url, communityId, room)
    await joinCall({ page: theirs })
    if (index === 1) await theirs.getByRole('button', { name: 'Mute', exact: true }).click()
    if (index === 2) await theirs.getByRole('button', { name: 'Deafen', exact: true }).click()
  }
  await page.goto(url)
  await page.getByRole('link', { name: /^Studio/ }).waitFor()
  await shoot(page, 'home')
  await openChannel(page, url, communityId, room)
  await page.getByRole('heading', { name: '3 people are here' }).waitFor()
  await shoot(page, 'lobby')
  await joinCall({ page })
  const speaking = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Jo van Dyk' }).getByText('Speaking')
  await speaking.waitFor()
  await shoot(page, 'call')
  await page.goto(`${url}/settings/devices`)
  await page.getByRole('button', { name: 'Start test' }).click()
  await page.getByRole('button', { name: 'Stop test' }).waitFor()
  await shoot(page, 'settings')
} finally {
  for (const browser of browsers) await browser.close()
  await server.stop()
}
