import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRecording, stopRecording } from './harness/audio-tap.ts'
import { seriousFindings } from './harness/axe.ts'
import { type Caller, dock, eventually, leaveCall, openCaller } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { askDatabase } from './harness/operator.ts'
import { createChannel, gather, type Person } from './harness/people.ts'
import { type Clip, compareWithLoop, likest, loadClip } from './harness/speech.ts'

// Ada leads; Ben reads a sentence over and over into his microphone.
const small = { viewport: { width: 1024, height: 720 }, reducedMotion: true }
/** Another sentence, or noise, stays below this. */
const recognisableEstoi = 0.4
const openWords = 'Not end-to-end encrypted: the server can listen'

let server: OpenServer
let clip: Clip
let ada: Caller
let ben: Caller
let path: (channel: string) => string

beforeAll(async () => {
  server = await openServer()
  clip = await loadClip('austen-0870.wav')
  const gathered = await gather(server.url, ['Ada', 'Ben'])
  const [owner, guest] = gathered.people
  if (!owner || !guest) throw new Error('two were gathered')
  const communityId = gathered.path.split('/')[2] ?? ''
  const channels = await makeChannels(owner, communityId)
  path = (name) => `/communities/${communityId}/channels/${channels.get(name)}`
  ada = await openCaller({ url: server.url, path: path('Forum') }, owner, small)
  ben = await openCaller({ url: server.url, path: path('Forum') }, guest, {
    ...{ ...small, microphoneFile: clip.file, loop: true },
  })
})
afterAll(async () => {
  for (const caller of [ada, ben]) await caller?.close()
  await server?.stop()
  await clip?.remove()
})

async function makeChannels(owner: Person, communityId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const name of ['Forum', 'Open house', 'Den', 'Attic'])
    ids.set(name, (await createChannel(server.url, owner, communityId, name)).id)
  const alter = (name: string, change: string) =>
    askDatabase(server, `update channels set ${change} where id = '${ids.get(name)}'`)
  await alter('Forum', "kind = 'stage', topic = 'Questions of the evening'")
  await alter('Open house', "encryption = 'open'")
  return ids
}

const goTo = (caller: Caller, channel: string) => caller.page.goto(`${server.url}${path(channel)}`)
async function enter({ page }: Caller): Promise<void> {
  await page.getByRole('button', { name: /^(Talk|Join and talk|Join and listen|Switch to this room)$/ }).click()
  await dock(page)
    .getByText(/^(Connected|Listening)/)
    .waitFor({ timeout: 15_000 })
}
const speakers = ({ page }: Caller) => page.getByRole('list', { name: 'Speakers' })
const listed = ({ page }: Caller, list: string, name: string) =>
  page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: name })
const openMenu = async ({ page }: Caller, name: string) => {
  await page.getByRole('button', { name: `Options for ${name}` }).click()
  return page.getByRole('dialog', { name: `Options for ${name}` })
}
async function move(who: string, to: string): Promise<void> {
  const menu = await openMenu(ada, who)
  await menu.getByLabel('Move to another room').click()
  await ada.page.getByRole('option', { name: to }).click()
}

/** Whether Ada hears Ben's sentence; a stutter of the machine goes away when asked again. */
async function adaHearsBen(): Promise<void> {
  const estoi = await eventually(
    async () => {
      await startRecording(ada.page)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      const recording = likest(await stopRecording(ada.page), clip)
      return recording ? compareWithLoop(recording, clip).estoi : 0
    },
    (heard) => heard > recognisableEstoi,
    25_000,
  )
  console.log('Ada ← Ben', estoi)
}

describe('a stage', () => {
  it('who leads it speaks, everybody else comes in to listen, without a microphone', async () => {
    await ada.page.getByText('Questions of the evening').first().waitFor()
    await enter(ada)
    await speakers(ada).getByText('Ada').waitFor()
    await ben.page.getByText('You come in as a listener.', { exact: false }).waitFor()
    await enter(ben)
    await dock(ben.page).getByText('Listening').waitFor()
    await listed(ada, '1 listener', 'Ben').waitFor()
    await dock(ben.page).getByRole('button', { name: 'Only speakers are heard here' }).waitFor()
  })

  it('a listener raises a hand, is let speak, and is heard', async () => {
    await ben.page.getByRole('button', { name: 'Raise hand' }).click()
    await ben.page.getByText('Your hand is up. You are next.').waitFor()
    await ada.page.getByText('Ben raised a hand').waitFor({ state: 'attached' })
    expect(await seriousFindings(ada.page)).toEqual([])
    expect(await seriousFindings(ben.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Let speak: Ben' }).click()
    await speakers(ben).getByText('Ben').waitFor()
    await ben.page.getByText('You can speak now').waitFor({ state: 'attached' })
    await adaHearsBen()
  })

  it('goes back to the listeners, and speaks again only by agreeing to', async () => {
    const menu = await openMenu(ada, 'Ben')
    await menu.getByRole('button', { name: 'Back to the listeners' }).click()
    await listed(ada, '1 listener', 'Ben').waitFor()
    await dock(ben.page).getByText('Listening').waitFor()
    await listed(ada, '1 listener', 'Ben').getByRole('button').click()
    await ada.page.getByRole('button', { name: 'Invite to speak' }).click()
    await ben.page.getByText('You are invited to speak').waitFor()
    await listed(ada, '1 listener', 'Ben').getByText('Invited to speak').waitFor()
    await ben.page.getByRole('button', { name: 'Accept and speak' }).click()
    await speakers(ada).getByText('Ben').waitFor()
    await ben.page.getByRole('button', { name: 'Stop speaking' }).click()
    await ben.page.getByRole('button', { name: 'Raise hand' }).waitFor()
    for (const caller of [ada, ben]) await leaveCall(caller)
  })
})

it('an open room says so before and in the call, and is heard without a group', async () => {
  for (const caller of [ada, ben]) {
    await goTo(caller, 'Open house')
    await caller.page.getByRole('main').getByText('Sound is protected only', { exact: false }).waitFor()
    await enter(caller)
    await caller.page.getByRole('banner').or(caller.page.getByRole('main')).getByText(openWords).first().waitFor()
    await dock(caller.page).getByRole('button', { name: openWords }).waitFor()
  }
  await adaHearsBen()
  expect(await ada.page.getByText('Keys not agreed yet').count()).toBe(0)
  expect(await seriousFindings(ben.page)).toEqual([])
  for (const caller of [ada, ben]) await leaveCall(caller)
})

describe('moving', () => {
  it('brings somebody and their page to the other room, where they go on talking', async () => {
    for (const caller of [ada, ben]) {
      await goTo(caller, 'Den')
      await enter(caller)
    }
    await move('Ben', 'Attic')
    await ben.page.getByText('A moderator moved you to Attic').waitFor()
    await ben.page.waitForURL(`**${path('Attic')}`)
    await dock(ben.page).getByText('Connected').waitFor()
    await goTo(ada, 'Attic')
    await enter(ada)
    await adaHearsBen()
  })

  it('to an open room ends the call until the person agrees', async () => {
    await move('Ben', 'Open house')
    await ben.page.getByText('whether you go there is up to you', { exact: false }).waitFor()
    await dock(ben.page).waitFor({ state: 'hidden' })
    await ben.page.getByRole('button', { name: 'Enter Open house, not encrypted' }).click()
    await dock(ben.page).getByText('Connected').waitFor({ timeout: 15_000 })
    await ben.page.waitForURL(`**${path('Open house')}`)
  })

  it('out of the call, from outside of it: told why, with a way back', async () => {
    await goTo(ada, 'Open house')
    await ada.page.getByRole('button', { name: 'Moderate Ben' }).click()
    await ada.page.getByRole('button', { name: 'Remove from the call' }).click()
    await ben.page.getByText('A moderator removed you from the call.').waitFor()
    await ben.page.getByRole('button', { name: 'Try again' }).click()
    await dock(ben.page).getByText('Connected').waitFor({ timeout: 15_000 })
  })

  it('nothing went wrong in either page', () => {
    for (const { errors } of [ada, ben]) expect(errors).toEqual([])
  })
})
