import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, dock, joinCall, openCaller, type Room, tileOf } from './harness/call.ts'
import { type CutProxy, openCutProxy } from './harness/cut-proxy.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather, type Person } from './harness/people.ts'

// Ada reaches the server through a relay that can lose the network; Ben watches from the other side.
let server: OpenServer
let proxy: CutProxy
let room: Room
let ada: Caller
let ben: Caller
let people: Person[]

const small = { viewport: { width: 1024, height: 640 }, reducedMotion: true }
const seconds = (since: number): number => (Date.now() - since) / 1000

const named = (name: string): Person => {
  const person = people.find(({ displayName }) => displayName === name)
  if (!person) throw new Error(`${name} is missing`)
  return person
}

beforeAll(async () => {
  server = await openServer()
  proxy = await openCutProxy(server.url)
  const gathered = await gather(server.url, ['Ada', 'Ben', 'Cleo'])
  people = gathered.people
  room = { url: server.url, path: gathered.path }
  ada = await openCaller({ ...room, url: proxy.url }, named('Ada'), small)
  ben = await openCaller(room, named('Ben'), small)
  await joinCall(ada)
  await joinCall(ben)
})

afterAll(async () => {
  for (const caller of [ada, ben]) await caller?.close()
  await proxy?.close()
  await server?.stop()
})

describe('when the way is broken', () => {
  it('V9: after the socket drops, the same participant is back within 3 s, still muted', async () => {
    await ada.page.keyboard.press('Control+Shift+M')
    await tileOf(ben.page, 'Ada').getByText('Muted').waitFor()
    const left = ben.page.getByText('Ada left')
    const since = Date.now()
    proxy.cut()
    await tileOf(ben.page, 'Ada').getByText('Reconnecting').waitFor({ timeout: 3_000 })
    await tileOf(ben.page, 'Ada').getByText('Reconnecting').waitFor({ state: 'detached', timeout: 5_000 })
    expect(seconds(since)).toBeLessThan(3)
    await dock(ada.page).getByText('Connected').waitFor({ timeout: 3_000 })
    await tileOf(ben.page, 'Ada').getByText('Muted').waitFor()
    expect(await left.count()).toBe(0)
    await dock(ada.page).getByRole('button', { name: 'Unmute' }).waitFor()
  })

  it('V9: after an outage of 6 s, the same participant is back within 3 s of its end, still muted', async () => {
    const release = proxy.hold()
    await dock(ada.page).getByText('Reconnecting').waitFor({ timeout: 6_000 })
    await ada.page.waitForTimeout(3_000)
    const since = Date.now()
    release()
    await dock(ada.page).getByText('Connected').waitFor({ timeout: 6_000 })
    expect(seconds(since)).toBeLessThan(3)
    await tileOf(ben.page, 'Ada').getByText('Muted').waitFor()
    await ada.page.keyboard.press('Control+Shift+M')
    await tileOf(ben.page, 'Ada').getByText('Muted').waitFor({ state: 'detached' })
  })

  it('a reload brings the person back into the call', async () => {
    await ada.page.reload()
    await dock(ada.page).getByText('Connected').waitFor({ timeout: 15_000 })
    await tileOf(ben.page, 'Ada').waitFor()
    expect(await tileOf(ben.page, 'Ada').count()).toBe(1)
  })

  it('V8: whoever vanishes without goodbye is gone for the others within 10 s', async () => {
    const vanishing = await openCaller(room, named('Cleo'), small)
    await joinCall(vanishing)
    await tileOf(ben.page, 'Cleo').waitFor()
    const since = Date.now()
    await vanishing.close()
    await tileOf(ben.page, 'Cleo').waitFor({ state: 'detached', timeout: 12_000 })
    expect(seconds(since)).toBeLessThan(10)
  })

  it('V10: a second window of the same person takes over, and the first one says so', async () => {
    const page = await ben.context.newPage()
    await page.goto(room.url + room.path)
    await joinCall({ page })
    await ben.page.getByText('You joined a call from another window or device').first().waitFor()
    expect(await tileOf(ada.page, 'Ben').count()).toBe(1)
    await page.close()
  })
})

describe('when something is missing', () => {
  it.each([
    // What a browser answers when none is plugged in, and when the person said no.
    ['NotFoundError', 'No microphone was found.'],
    ['NotAllowedError', 'Your microphone is off in the browser’s settings.'],
  ])('without a microphone (%s) one listens, is shown so, and is told how to fix it', async (name, words) => {
    await tileOf(ada.page, 'Cleo').waitFor({ state: 'detached' })
    const listener = await openCaller(room, named('Cleo'), {
      ...small,
      beforeOpen: async (page) => {
        await page.addInitScript((reason) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', reason))
        }, name)
      },
    })
    try {
      await joinCall(listener)
      await listener.page.getByText(words).first().waitFor()
      await listener.page.getByRole('button', { name: 'Try again' }).first().waitFor()
      await tileOf(ada.page, 'Cleo').getByText('Listening only').waitFor()
    } finally {
      await listener.close()
    }
  })

  it('a browser that cannot encrypt frames says so and does not join', async () => {
    await tileOf(ada.page, 'Cleo').waitFor({ state: 'detached' })
    const old = await openCaller(room, named('Cleo'), {
      ...small,
      beforeOpen: async (page) => {
        await page.addInitScript(() => Reflect.deleteProperty(window, 'RTCRtpScriptTransform'))
      },
    })
    try {
      await old.page.getByRole('button', { name: /^(Talk|Join and talk)$/ }).click()
      await old.page.getByText('This browser cannot encrypt calls end to end').first().waitFor()
      expect(await tileOf(ada.page, 'Cleo').count()).toBe(0)
      expect(await old.page.evaluate(() => window.tap.connections.length)).toBe(0)
    } finally {
      await old.close()
    }
  })
})
