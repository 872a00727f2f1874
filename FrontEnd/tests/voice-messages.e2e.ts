import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SpawnedServer, spawnServer } from '../../server/tests/harness/spawn-server.ts'
import { type BrowserOptions, openBrowser, type TestBrowser } from './harness/browser.ts'
import { examine, fourLooks } from './harness/examine.ts'
import { createChannel, gather, type Person } from './harness/people.ts'
import { signIn } from './harness/sign-in.ts'
import { hear, installSoundTap } from './harness/sound-tap.ts'
import { type Clip, compareWithLoop, loadClip } from './harness/speech.ts'

// Ada reads a sentence into her browser and sends it; Ben, who was not there, hears it later. In an open channel.
let server: SpawnedServer
let clip: Clip
let ada: TestBrowser
let ben: TestBrowser
let path: string

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const log = ({ page }: TestBrowser) => page.getByRole('log', { name: 'Messages' })
const record = ({ page }: TestBrowser) => page.getByRole('button', { name: 'Record a message' })

async function open(person: Person, options: BrowserOptions): Promise<TestBrowser> {
  const browser = await openBrowser(options)
  await installSoundTap(browser.page)
  await signIn(browser.page, server.url, { person, path })
  return browser
}

beforeAll(async () => {
  server = await spawnServer()
  clip = await loadClip('austen-0890.wav')
  const { people, path: first } = await gather(server.url, ['Ada', 'Ben'])
  const [owner, guest] = people
  const communityId = first.split('/')[2] ?? ''
  if (!owner || !guest) throw new Error('two were asked for')
  const channel = await createChannel(server.url, owner, communityId, { name: 'Letters', encryption: 'open' })
  path = `/communities/${communityId}/channels/${channel.id}`
  ada = await open(owner, { microphoneFile: clip.file, loop: true })
  ben = await open(guest, {})
})

afterAll(async () => {
  await ada?.close()
  await ben?.close()
  await server?.stop()
  await clip?.remove()
})

describe('a recorded message', () => {
  it('is spoken, heard again, given a few words and sent', async () => {
    await ada.page.getByText('Nothing was said here yet').waitFor()
    await record(ada).focus()
    await record(ada).press('Enter')
    await ada.page.getByText('Recording', { exact: true }).waitFor()
    await pause(6_500)
    if (process.env.PICTURES) await ada.page.screenshot({ path: `${process.env.PICTURES}/recording.png` })
    await ada.page.getByRole('button', { name: 'Finish and listen' }).click()
    await ada.page.getByLabel('Add a few words (optional)').fill('From the second chapter')
    await examine(ada.page, 'review')
    await ada.page.getByRole('button', { name: 'Send', exact: true }).click()
    await log(ada).getByText('From the second chapter').waitFor()
    await ada.page.getByRole('region', { name: 'On this device, not sent' }).waitFor({ state: 'detached' })
  })

  it('is heard by somebody else as it was said', async () => {
    await log(ben).getByText('From the second chapter').waitFor()
    const heard = hear(ben.page, 5)
    await log(ben).getByRole('button', { name: 'Play' }).click()
    const comparison = compareWithLoop(await heard, clip)
    console.log('heard', JSON.stringify(comparison))
    expect(comparison.correlation).toBeGreaterThan(0.3)
    expect(comparison.estoi).toBeGreaterThan(0.8)
    await log(ben).getByRole('button', { name: 'Play' }).waitFor()
  })

  it('is ruled by the keyboard: arrows seek, space plays', async () => {
    const wave = log(ben).getByRole('slider', { name: 'Position in the recording' })
    await wave.press('ArrowRight')
    await log(ben).getByRole('button', { name: 'Pause' }).waitFor()
    await expect.poll(async () => Number(await wave.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(5)
    await wave.press('Space')
    await log(ben).getByRole('button', { name: 'Play' }).waitFor()
  })

  it('stands beside what is written', async () => {
    await ben.page.getByLabel('Write a message').fill('I know that one')
    await ben.page.getByLabel('Write a message').press('Enter')
    await log(ada).getByText('I know that one').waitFor()
    await examine(ben.page, 'timeline', fourLooks)
  })

  it('waits on the device while the network is away, and goes out by itself', async () => {
    await ada.context.setOffline(true)
    await record(ada).press('Enter')
    await ada.page.getByText('Recording', { exact: true }).waitFor()
    await pause(1_500)
    await ada.page.getByRole('button', { name: 'Send', exact: true }).click()
    const unsent = ada.page.getByRole('region', { name: 'On this device, not sent' })
    await unsent.getByText('Waiting for the network').waitFor()
    await ada.page.context().setOffline(false)
    await unsent.waitFor({ state: 'detached', timeout: 30_000 })
    await expect.poll(() => log(ben).getByRole('article').count()).toBe(3)
  })

  it('that was cut short by a reload is found again', async () => {
    await record(ada).press('Enter')
    await ada.page.getByText('Recording', { exact: true }).waitFor()
    await pause(3_000)
    await ada.page.reload()
    const unsent = ada.page.getByRole('region', { name: 'On this device, not sent' })
    await unsent.getByText('Was cut short. Nothing up to there is lost').waitFor()
    await unsent.getByRole('button', { name: 'Throw away' }).click()
    await unsent.waitFor({ state: 'detached' })
  })

  it('nothing went wrong in any page but for the missing network', () => {
    const ours = [...ada.errors, ...ben.errors].filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'))
    expect(ours).toEqual([])
  })
})
