import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { createChannel, createCommunity, password, register } from './harness/people.ts'

let server: OpenServer
let browser: TestBrowser
let page: Page

beforeAll(async () => {
  server = await openServer()
  browser = await openBrowser()
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const press = (keys: string) => page.keyboard.press(keys)
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

/** Tabs on until the named element has the focus; fails after a full round. */
async function tabTo(name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await focused())?.trim() === name) return
    await press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}

describe('without a mouse', () => {
  it('one can sign in, find a room, change it and look around', async () => {
    const owner = await register(server.url, 'olga', 'Olga Berg')
    const { id } = await createCommunity(server.url, owner, 'Night Radio')
    await createChannel(server.url, owner, id, 'Studio')
    await page.goto(`${server.url}/sign-in`)
    await page.getByLabel('User name').waitFor()
    await page.keyboard.type('olga')
    await press('Tab')
    await page.keyboard.type(password)
    await press('Enter')
    await page.getByRole('heading', { name: /^Welcome/ }).waitFor()

    await tabTo('Night Radio')
    await press('Enter')
    await page.getByRole('button', { name: 'Talk', exact: true }).waitFor()
    const title = () => page.getByRole('heading', { level: 1 }).textContent()
    const first = await title()
    await press('Alt+ArrowDown')
    await page.getByRole('heading', { name: 'Studio', level: 1 }).waitFor()
    await press('Alt+ArrowUp')
    await page.getByRole('heading', { name: first ?? '', level: 1 }).waitFor()

    await press('Control+k')
    await page.getByRole('combobox', { name: 'Go to or do anything' }).waitFor()
    await page.keyboard.type('stud')
    await press('Enter')
    await page.getByRole('heading', { name: 'Studio', level: 1 }).waitFor()

    await tabTo('Options for Studio')
    await press('Enter')
    await page.getByRole('menuitem', { name: 'Edit room' }).waitFor()
    await press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await focused()).toBe('Options for Studio')

    await press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await focused()).toBe('Options for Studio')
  })

  it('every stop has a visible focus ring', async () => {
    for (let step = 0; step < 25; step += 1) {
      await press('Tab')
      const ring = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return 'outside'
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
          ? 'visible'
          : element.outerHTML.slice(0, 120)
      })
      expect(['visible', 'outside']).toContain(ring)
    }
  })
})
