import { readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { parseArgs } from 'node:util'
import { monoOf, readWav } from '@chaos/audio'
import { type Browser, chromium, type Page } from 'playwright-core'
import { spawnServer } from '../../../server/tests/harness/spawn-server.ts'
import { browserFlags, findChromium } from '../../tests/harness/browser.ts'
import {
  acceptInvite,
  createCommunity,
  createInvite,
  firstChannel,
  type Person,
  register,
} from '../../tests/harness/people.ts'
import { measureDirect } from './direct.ts'
import { withMarkers } from './marker.ts'
import { installProbe, joinSteps } from './page-script.ts'
import { type Joining, join, leave, measureDelay, measureJoining, openClient, type Room } from './product.ts'
import { percentile } from '../../../server/bench/shared/statistics.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '10' },
    joins: { type: 'string', default: '12' },
  },
})
const rounds = Number(options.rounds)
const seconds = Number(options.seconds)
const joins = Number(options.joins)

async function loadSpeech(): Promise<Float32Array> {
  const file = joinPath(import.meta.dirname, '../../../assets/speech/austen-0870.wav')
  const wav = readWav(await readFile(file))
  if (wav.kind !== 'wav') throw new Error(`${file} is no WAV file`)
  return withMarkers(monoOf(wav.wav))
}

type Pair = { speaker: Page; listener: Page }
type People = { speaker: Person; listener: Person }

async function openPair(
  browser: Browser,
  room: Room,
  setup: { people: People; encrypted: boolean; speech: Float32Array },
) {
  const { people, encrypted, speech } = setup
  const speaker = await openClient(browser, { room, person: people.speaker, speech, encrypted })
  const listener = await openClient(browser, {
    room,
    person: people.listener,
    speech: new Float32Array(48_000),
    encrypted,
  })
  await join(speaker)
  return { speaker, listener }
}

async function openBarePages(browser: Browser, url: string, speech: Float32Array): Promise<Pair> {
  const open = async (samples: Float32Array) => {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage()
    await installProbe(page, { speech: samples, encrypted: true })
    await page.goto(`${url}/api/health/live`)
    return page
  }
  return { speaker: await open(speech), listener: await open(new Float32Array(48_000)) }
}

async function closePair({ speaker, listener }: Pair): Promise<void> {
  for (const page of [speaker, listener]) await page.context().close()
}

const speech = await loadSpeech()
const server = await spawnServer()
const browser = await chromium.launch({ executablePath: findChromium(), args: [...browserFlags] })
const direct: number[] = []
const clear: number[] = []
const sealed: number[] = []
const joinings: Joining[] = []
try {
  const people = {
    speaker: await register(server.url, 'speaker', 'Speaker'),
    listener: await register(server.url, 'listener', 'Listener'),
  }
  const community = await createCommunity(server.url, people.speaker, 'Latency')
  await acceptInvite(server.url, people.listener, (await createInvite(server.url, people.speaker, community.id)).code)
  const channel = await firstChannel(server.url, people.speaker, community.id)
  const room: Room = { url: server.url, path: `/communities/${community.id}/channels/${channel.id}` }

  // The three ways take turns, so that a busy minute of the machine falls on all of them.
  for (let round = 0; round < rounds; round += 1) {
    const bare = await openBarePages(browser, server.url, speech)
    direct.push(...(await measureDirect(bare.speaker, bare.listener, seconds)))
    await closePair(bare)
    for (const [encrypted, delays] of [
      [false, clear],
      [true, sealed],
    ] as const) {
      const pair = await openPair(browser, room, { people, encrypted, speech })
      delays.push(...(await measureDelay(pair.speaker, pair.listener, seconds)))
      const wanted = encrypted ? Math.ceil(joins / rounds) : 0
      for (let index = 0; index < wanted; index += 1) joinings.push(await measureJoining(pair.listener))
      await leave(pair.speaker)
      await closePair(pair)
    }
    console.log(`round ${round + 1} of ${rounds}`)
  }
} finally {
  await browser.close()
  await server.stop()
}

const row = (name: string, values: readonly number[]): void => {
  const show = (p: number) => (percentile(values, p)?.toFixed(1) ?? '–').padStart(8)
  console.log(`${name.padEnd(26)}${String(values.length).padStart(5)}${show(0.5)}${show(0.95)}`)
}
console.log(`${''.padEnd(26)}${'n'.padStart(5)}${'p50'.padStart(8)}${'p95'.padStart(8)}   ms`)
row('direct, mouth to ear', direct)
row('clear, mouth to ear', clear)
row('encrypted, mouth to ear', sealed)
row(
  'click to connected',
  joinings.map(({ connectMs }) => connectMs),
)
row(
  'click to first sound',
  joinings.map(({ firstAudioMs }) => firstAudioMs),
)
for (const step of joinSteps)
  row(
    `  click to ${step}`,
    joinings.flatMap(({ steps }) => steps[step] ?? []),
  )

const p50 = (values: readonly number[]) => percentile(values, 0.5)
const [directP50, clearP50, sealedP50] = [p50(direct), p50(clear), p50(sealed)]
const figures = [
  { name: 'connectMs.p50', value: p50(joinings.map(({ connectMs }) => connectMs)), unit: 'ms' },
  { name: 'firstAudioMs.p50', value: p50(joinings.map(({ firstAudioMs }) => firstAudioMs)), unit: 'ms' },
  { name: 'mouthToEarMs.p50', value: sealedP50, unit: 'ms' },
  { name: 'mouthToEarMs.p95', value: percentile(sealed, 0.95), unit: 'ms' },
  { name: 'ratioToDirect.p50', value: directP50 && sealedP50 && sealedP50 / directP50 },
  { name: 'encryptionAddsMs.p50', value: clearP50 && sealedP50 && sealedP50 - clearP50, unit: 'ms' },
]
for (const { name, value } of figures)
  if (value === undefined) console.log(`${name} could not be taken: nothing arrived.`)
const taken = figures.flatMap(({ value, ...rest }) =>
  value === undefined ? [] : [{ ...rest, value: Math.round(value * 100) / 100 }],
)
console.log(JSON.stringify({ bench: 'latency', figures: taken }))
