import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinEncrypted } from '../../server/tests/harness/encrypted-client.ts'
import { joinVoice } from '../../server/tests/harness/voice-client.ts'
import { type Recording, startRecording, stopRecording } from './harness/audio-tap.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import {
  type Caller,
  eventually,
  joinCall,
  leaveCall,
  openCaller,
  privacyCode,
  type Room,
  tileOf,
  tiles,
} from './harness/call.ts'
import { gather, type Person } from './harness/people.ts'
import { type Clip, type Comparison, compareWithLoop, cutOut, likest, loadClip, loudnessDb } from './harness/speech.ts'

// Three people in three browser profiles, each reading a sentence of their own over and over through the real microphone
// path, meet in a call.
const names = ['Ada', 'Ben', 'Cleo'] as const
/** Speech of another sentence stays well below both (see the control). */
const leastCorrelation = 0.3
const leastEstoi = 0.6
/** Another sentence stays below this (see the control): above it, it is this one. */
const recognisableEstoi = 0.4
const small = { viewport: { width: 1024, height: 640 }, reducedMotion: true }
const clipNames = ['austen-0870.wav', 'austen-0880.wav', 'austen-0890.wav']

let server: OpenServer
let room: Room
let clips: Clip[]
let people: Person[]
let callers: Caller[]

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const byName = (name: string): { caller: Caller; clip: Clip } => {
  const index = names.findIndex((candidate) => candidate === name)
  const [caller, clip] = [callers[index], clips[index]]
  if (!caller || !clip) throw new Error(`nobody called ${name}`)
  return { caller, clip }
}

/** Records what one person hears, to be asked for each of the others' sentences. */
async function listen(listener: Caller, seconds: number) {
  await startRecording(listener.page)
  await pause(seconds * 1_000)
  const recordings = await stopRecording(listener.page)
  return (clip: Clip) => match(recordings, clip)
}

/** The track that carries a sentence best, compared with it. */
function match(recordings: readonly Recording[], clip: Clip): { recording: Recording; comparison: Comparison } {
  const recording = likest(recordings, clip)
  if (!recording) throw new Error('nothing was heard')
  return { recording, comparison: compareWithLoop(recording, clip) }
}

/**
 * The best of a few tries. Three browsers share two processor cores with whatever else the machine does; a stutter of the
 * machine goes away when asked again, a fault of ours stays.
 */
async function best(attempt: () => Promise<Comparison>, isGood = isHeard): Promise<Comparison> {
  let found = await attempt()
  for (let tries = 1; tries < 5 && !isGood(found); tries += 1) {
    const next = await attempt()
    if (next.estoi - next.gaps.longestMs / 1000 > found.estoi - found.gaps.longestMs / 1000) found = next
  }
  return found
}

const isHeard = ({ correlation, estoi }: Comparison): boolean => correlation > leastCorrelation && estoi > leastEstoi
const longestInterruptionMs = 200
const isUninterrupted = ({ estoi, gaps }: Comparison): boolean =>
  estoi > recognisableEstoi && gaps.longestMs <= longestInterruptionMs

/** Enters the call without a browser, which would take the processor from those whose sound is compared. */
const comeIn = ({ token }: Person) =>
  joinEncrypted(
    {
      join: (_, options) =>
        joinVoice({ url: server.url, token, channelId: room.path.split('/').at(-1) ?? '', ...options }),
    },
    'Dora',
  )

beforeAll(async () => {
  server = await openServer()
  clips = await Promise.all(clipNames.map(loadClip))
  const gathered = await gather(server.url, [...names, 'Dora'])
  people = gathered.people
  room = { url: server.url, path: gathered.path }
  callers = []
  for (const [index, clip] of clips.entries()) {
    const person = people[index]
    if (person) callers.push(await openCaller(room, person, { microphoneFile: clip.file, loop: true, ...small }))
  }
  for (const caller of callers) await joinCall(caller)
})

afterAll(async () => {
  for (const caller of callers ?? []) await caller.close()
  await server?.stop()
  for (const clip of clips ?? []) await clip.remove()
})

describe('three people in a call', () => {
  it('see each other and the same privacy code', async () => {
    for (const { page } of callers) expect(await tiles(page).getByRole('listitem').count()).toBe(3)
    const codes = await Promise.all(callers.map(privacyCode))
    expect(codes[0]).toMatch(/^(\d{5} ){3}\d{5}$/)
    expect(new Set(codes).size).toBe(1)
  })

  it.each(names)('%s hears what each of the others says, sample for sample', async (name) => {
    const { caller } = byName(name)
    const together = await listen(caller, 6)
    for (const other of names.filter((candidate) => candidate !== name)) {
      const { clip } = byName(other)
      const first = together(clip).comparison
      const comparison = isHeard(first) ? first : await best(async () => (await listen(caller, 6))(clip).comparison)
      console.log(`${name} ← ${other}`, JSON.stringify(comparison))
      expect(comparison.correlation).toBeGreaterThan(leastCorrelation)
      expect(comparison.estoi).toBeGreaterThan(leastEstoi)
    }
  })

  it('a control: the comparison tells the sentences apart', async () => {
    const { caller } = byName('Ada')
    const heard = await listen(caller, 4)
    const { recording } = heard(byName('Ben').clip)
    const wrong = compareWithLoop(recording, byName('Ada').clip)
    expect(wrong.estoi).toBeLessThan(recognisableEstoi)
    expect(wrong.correlation).toBeLessThan(0.2)
  })

  it('muting silences at once, and un-muting brings the voice back', async () => {
    const [ada, ben] = [byName('Ada'), byName('Ben')]
    const before = (await listen(ben.caller, 3))(ada.clip)
    await ada.caller.page.keyboard.press('Control+Shift+M')
    await tileOf(ben.caller.page, 'Ada').getByText('Muted').waitFor()
    await pause(400)
    await startRecording(ben.caller.page)
    await pause(2_000)
    const silent = (await stopRecording(ben.caller.page)).find(({ mid }) => mid === before.recording.mid)
    expect(loudnessDb(silent?.samples ?? new Float32Array(1))).toBeLessThan(-70)
    await ada.caller.page.keyboard.press('Control+Shift+M')
    await pause(800)
    const after = await best(async () => (await listen(ben.caller, 4))(ada.clip).comparison)
    expect(after.correlation).toBeGreaterThan(leastCorrelation)
  })

  it('a fourth person coming and going interrupts nobody for more than 200 ms', async () => {
    const [ada, ben] = [byName('Ada'), byName('Ben')]
    const [, , , dora] = people
    if (!dora) throw new Error('Dora is missing')
    const comesAndGoes = async (): Promise<Comparison> => {
      await startRecording(ben.caller.page)
      await pause(1_500)
      const fourth = await comeIn(dora)
      await tileOf(ben.caller.page, 'Dora').waitFor()
      await pause(1_500)
      fourth.client.leave()
      await tileOf(ben.caller.page, 'Dora').waitFor({ state: 'detached' })
      fourth.stop()
      await pause(2_500)
      return match(await stopRecording(ben.caller.page), ada.clip).comparison
    }
    const comparison = await best(comesAndGoes, isUninterrupted)
    console.log('while Dora came and went', JSON.stringify(comparison))
    expect(comparison.estoi).toBeGreaterThan(recognisableEstoi)
    if (isUninterrupted(comparison)) return
    // A machine that stutters as long with nobody coming says nothing about coming.
    const calm = await best(async () => (await listen(ben.caller, 6))(ada.clip).comparison, isUninterrupted)
    console.log('while nobody came', JSON.stringify(calm))
    expect(comparison.gaps.longestMs).toBeLessThanOrEqual(Math.max(longestInterruptionMs, calm.gaps.longestMs))
  })

  it('whoever leaves is out of the group: the code changes and stays equal for those who remain', async () => {
    const [ada, ben, cleo] = [byName('Ada').caller, byName('Ben').caller, byName('Cleo').caller]
    const before = await privacyCode(ada)
    await leaveCall(cleo)
    await tileOf(ada.page, 'Cleo').waitFor({ state: 'detached' })
    const after = await eventually(
      () => privacyCode(ada),
      (code) => code !== before,
    )
    expect(await privacyCode(ben)).toBe(after)
    await joinCall(cleo)
  })

  it('a deafened person hears nothing', async () => {
    const { caller } = byName('Cleo')
    await caller.page.keyboard.press('Control+Shift+D')
    await pause(600)
    await startRecording(caller.page)
    await pause(1_500)
    for (const recording of await stopRecording(caller.page)) {
      expect(loudnessDb(cutOut(recording, 0.2).samples)).toBeLessThan(-70)
    }
    await caller.page.keyboard.press('Control+Shift+D')
  })

  it('the owner can mute somebody for everyone, who then cannot be heard', async () => {
    const [ada, ben, cleo] = [byName('Ada').caller, byName('Ben'), byName('Cleo').caller]
    await tileOf(ada.page, 'Ben').getByRole('button', { name: 'Options for Ben' }).click()
    await ada.page.getByRole('button', { name: 'Mute for everyone' }).click()
    await tileOf(cleo.page, 'Ben').getByText('Muted by a moderator').waitFor()
    const heard = await listen(cleo, 3)
    expect(heard(ben.clip).comparison.estoi).toBeLessThan(0.4)
    await ada.page.keyboard.press('Escape')
    await tileOf(ada.page, 'Ben').getByRole('button', { name: 'Options for Ben' }).click()
    await ada.page.getByRole('button', { name: 'Allow to speak again' }).click()
    await tileOf(cleo.page, 'Ben').getByText('Muted by a moderator').waitFor({ state: 'detached' })
    await ada.page.keyboard.press('Escape')
  })

  it('voice goes on while the person moves around the client', async () => {
    const [ada, ben] = [byName('Ada'), byName('Ben')]
    await startRecording(ben.caller.page)
    await ben.caller.page.goto(`${room.url}${room.path}#`)
    await ben.caller.page.keyboard.press('Control+K')
    await ben.caller.page.keyboard.press('Escape')
    await pause(3_000)
    const { comparison } = match(await stopRecording(ben.caller.page), ada.clip)
    expect(comparison.correlation).toBeGreaterThan(leastCorrelation)
  })

  it('nothing went wrong in any page', () => {
    for (const { errors } of callers) expect(errors).toEqual([])
  })
})
