import { afterAll, beforeAll, expect, it } from 'vitest'
import { startRecording, stopRecording } from './harness/audio-tap.ts'
import { type Caller, eventually, joinCall, openCaller, tileOf, tiles } from './harness/call.ts'
import { type OpenServer, openServer } from './harness/open-server.ts'
import { gather, type Person } from './harness/people.ts'
import { type Clip, loadClip, loudnessDb } from './harness/speech.ts'

// Ada and Ben in one room. Ben reads aloud; Ada blocks him in the middle of it.
let server: OpenServer
let clip: Clip
let people: Person[]
let ada: Caller
let ben: Caller

const small = { viewport: { width: 1024, height: 640 }, reducedMotion: true }
/** How many audio elements have something to play: what a person can hear. */
const playing = () => ada.page.evaluate(() => window.playing?.size ?? -1)

declare global {
  interface Window {
    playing?: Set<HTMLMediaElement>
  }
}

/** Follows every audio element that the page gives a stream, since none of them is in the document. */
function followElements(): void {
  const found = new Set<HTMLMediaElement>()
  window.playing = found
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  if (!source?.set) throw new Error('no srcObject to follow')
  const { set } = source
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(this: HTMLMediaElement, stream: MediaStream | null) {
      if (stream) found.add(this)
      else found.delete(this)
      set.call(this, stream)
    },
  })
}

const relate = (method: 'PUT' | 'DELETE') =>
  fetch(`${server.url}/api/users/relationships/blocked/${people[1]?.id}`, {
    method,
    headers: { authorization: `Bearer ${people[0]?.token}` },
  })

beforeAll(async () => {
  server = await openServer()
  clip = await loadClip('austen-0880.wav')
  const gathered = await gather(server.url, ['Ada', 'Ben'])
  people = gathered.people
  const [first, second] = people
  if (!first || !second) throw new Error('nobody there')
  const room = { url: server.url, path: gathered.path }
  const beforeOpen: Parameters<typeof openCaller>[2] = {
    ...small,
    beforeOpen: (page) => page.addInitScript(followElements).then(() => {}),
  }
  ;[ada, ben] = await Promise.all([
    openCaller(room, first, beforeOpen),
    openCaller(room, second, { ...small, microphoneFile: clip.file, loop: true }),
  ])
  await joinCall(ada)
  await joinCall(ben)
})
afterAll(async () => {
  await Promise.all([ada?.close(), ben?.close()])
  await server?.stop()
  await clip?.remove()
})

it('a blocked person in the call is not played and not shown; unblocking brings both back at once', async () => {
  await tileOf(ada.page, 'Ben').getByText('Speaking').waitFor()
  const withBen = await playing()
  expect(withBen).toBeGreaterThan(0)
  expect((await relate('PUT')).status).toBe(200)
  await ada.page.getByRole('main').getByText('1 blocked person').waitFor()
  expect(await tiles(ada.page).getByRole('listitem').count()).toBe(1)
  expect(await playing()).toBe(withBen - 1)
  // Ben still talks, and what he says still reaches the machine: it is only not played.
  await startRecording(ada.page)
  await ada.page.waitForTimeout(1_500)
  const arriving = await stopRecording(ada.page)
  expect(Math.max(...arriving.map(({ samples }) => loudnessDb(samples)))).toBeGreaterThan(-60)
  expect(await playing()).toBe(withBen - 1)
  // Nothing on Ben's side says so.
  expect(await tileOf(ben.page, 'Ada').count()).toBe(1)
  await relate('DELETE')
  await tileOf(ada.page, 'Ben').waitFor()
  await eventually(playing, (count) => count === withBen, 2_000)
})

it('who comes in blocked is never played', async () => {
  const withBen = await playing()
  await relate('PUT')
  await ben.page.reload()
  await ben.page.getByRole('region', { name: 'Your call' }).getByText('Connected').waitFor({ timeout: 15_000 })
  await ada.page.getByRole('main').getByText('1 blocked person').waitFor()
  expect(await playing()).toBe(withBen - 1)
  await relate('DELETE')
  await eventually(playing, (count) => count === withBen, 2_000)
  for (const { errors } of [ada, ben]) expect(errors).toEqual([])
})
