import { join } from 'node:path'
import { align, medianPitch } from '@chaos/audio'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './harness/browser.ts'
import { hear, installSoundTap, samplesOf } from './harness/sound-tap.ts'
import { openLab } from './harness/lab/open-lab.ts'
import { type Clip, compareWithLoop, loadClip } from './harness/speech.ts'

// The recorder with a real sentence at the microphone; what is on disk is decoded by the browser's own demuxer.
let lab: Awaited<ReturnType<typeof openLab>>
let browser: TestBrowser
let page: Page
let clip: Clip

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const recording = (id: string, longestMs = 60_000) => ({
  ...{ id, userId: 'ada', channelId: 'studio', startedAt: Date.now() },
  ...{ deviceId: null, longestMs },
})

const begin = (id: string, longestMs?: number) =>
  page.evaluate((draft) => window.lab.open(draft), recording(id, longestMs))
const stop = () =>
  page.evaluate(async () => {
    const kept = await window.lab.session().stop()
    return { ...kept, facts: kept.facts && { ...kept.facts, peaks: [...kept.facts.peaks] } }
  })
const list = () => page.evaluate(() => window.lab.platform.list('ada'))

const decoded = async (id: string): Promise<Float32Array> =>
  samplesOf(await page.evaluate((name) => window.lab.decoded(name), id))

/** Listens, and then lets it play. */
async function heardFrom({ at, speed, seconds }: { at: number; speed: number; seconds: number }) {
  await page.evaluate(() => window.lab.player().stop())
  const heard = hear(page, seconds)
  await page.evaluate(
    async (how) => {
      window.lab.player().setSpeed(how.speed)
      await window.lab.play('first', 7_900, { at: how.at })
    },
    { at, speed },
  )
  return heard
}

beforeAll(async () => {
  lab = await openLab(join(import.meta.dirname, 'harness/lab/recording-lab.ts'))
  clip = await loadClip('austen-0890.wav')
  browser = await openBrowser({ microphoneFile: clip.file, loop: true })
  ;({ page } = browser)
  await installSoundTap(page)
  await page.goto(lab.url)
  await page.waitForFunction(() => window.lab !== undefined)
})

afterAll(async () => {
  await browser?.close()
  await lab?.close()
  await clip?.remove()
})

describe('a recording', () => {
  it('is what was said, at one loudness, with its picture and its pauses', async () => {
    expect(await begin('first')).toBe('open')
    await pause(8_000)
    const kept = await stop()
    const { facts } = kept
    if (!facts) throw new Error('nothing was kept')
    const samples = await decoded('first')
    const comparison = compareWithLoop({ samples }, clip)
    console.log('recorded', JSON.stringify(comparison), facts.loudness, facts.durationMs, facts.sizeBytes)
    // The microphone's echo canceller changes the wave, not the words.
    expect(comparison.correlation).toBeGreaterThan(0.3)
    expect(comparison.estoi).toBeGreaterThan(0.8)
    expect(comparison.gaps.longestMs).toBeLessThan(100)
    expect(kept).toMatchObject({ isFinished: true, channelId: 'studio' })
    expect(Math.abs((facts.loudness ?? 0) - -16)).toBeLessThan(2)
    expect(facts.durationMs).toBeGreaterThan(7_000)
    expect(Math.abs(samples.length / 48 - facts.durationMs)).toBeLessThan(60)
    expect(facts.peaks).toHaveLength(384)
    expect(Math.max(...facts.peaks)).toBeGreaterThan(100)
    expect(facts.sizeBytes).toBeLessThan(8 * 6_000)
  })

  it('leaves out what is said during a pause', async () => {
    await begin('paused')
    await pause(1_500)
    await page.evaluate(() => window.lab.session().pause())
    await pause(1_500)
    await page.evaluate(() => window.lab.session().resume())
    await pause(1_000)
    const { facts } = await stop()
    expect(facts?.durationMs).toBeGreaterThan(1_800)
    expect(facts?.durationMs).toBeLessThan(3_400)
  })

  it('ends by itself at the longest that the channel allows', async () => {
    await begin('long', 1_000)
    await page.waitForFunction(() => window.lab.ended.includes('too_long'))
    expect((await stop()).facts?.durationMs).toBe(1_000)
  })

  it('plays before its end is there, and waits for the rest', async () => {
    await page.evaluate(async (ms) => {
      window.lab.arrived.chunks = 2
      await window.lab.play('first', ms)
    }, 7_900)
    await page.waitForFunction(() => window.lab.playerState().positionMs > 300)
    expect(await page.evaluate(() => window.lab.arrived.asked)).toBe(2)
    await page.waitForFunction(() => window.lab.playerState().phase === 'waiting')
    await page.evaluate(() => (window.lab.arrived.chunks = 1_000))
    await page.waitForFunction(() => window.lab.playerState().phase === 'ended')
  })

  it('lands within 50 ms of where it is asked to go', async () => {
    const whole = await decoded('first')
    for (const at of [1_730, 640]) {
      const { samples } = await heardFrom({ at, speed: 1, seconds: 0.8 })
      // The sentence comes twice, so only the half second around is searched.
      const { lagSamples, correlation } = align(samples, whole, {
        ...{ maxLagSamples: 24_000, aroundLagSamples: at * 48 },
      })
      console.log('asked for', at, 'heard', lagSamples / 48, correlation)
      expect(correlation).toBeGreaterThan(0.8)
      expect(Math.abs(lagSamples / 48 - at)).toBeLessThan(50)
    }
  })

  it('keeps the pitch at twice the speed', async () => {
    const pitchAt = async (speed: number): Promise<number> => {
      const { samples, sampleRate } = await heardFrom({ at: 0, speed, seconds: 6 / speed })
      return medianPitch(samples, sampleRate) ?? 0
    }
    const expected = await pitchAt(1)
    const pitch = await pitchAt(2)
    console.log('pitch', expected, pitch)
    expect(Math.abs(pitch / expected - 1)).toBeLessThan(0.03)
    await page.evaluate(() => window.lab.player().setSpeed(1))
  })

  it('says that what came is not what was sent, and plays nothing of it', async () => {
    await page.evaluate(() => window.lab.play('first', 7_900, { tampered: 1 }))
    await page.waitForFunction(() => window.lab.playerState().phase === 'failed')
    expect(await page.evaluate(() => window.lab.playerState().problem)).toBe('tampered')
    await page.evaluate(() => window.lab.player().stop())
  })

  it('can be cut at both ends, and what was cut off is gone', async () => {
    const before = await decoded('first')
    const kept = await page.evaluate(() => window.lab.platform.trim('first', { fromMs: 2_000, toMs: 5_000 }))
    expect(Math.abs((kept.facts?.durationMs ?? 0) - 3_000)).toBeLessThanOrEqual(40)
    const after = await decoded('first')
    expect(Math.abs(after.length / 48 - 3_000)).toBeLessThanOrEqual(60)
    const { correlation } = compareWithLoop(
      { samples: after },
      { ...clip, samples: before.slice(2_000 * 48, 5_000 * 48) },
    )
    expect(correlation).toBeGreaterThan(0.9)
  })

  it('survives a reload in the middle, all but the last moments', async () => {
    await begin('cut short')
    await pause(5_000)
    const durationMs = await page.evaluate(() => window.lab.news.at(-1)?.durationMs ?? 0)
    await page.reload()
    await page.waitForFunction(() => window.lab !== undefined)
    const found = (await list()).find(({ id }) => id === 'cut short')
    expect(found).toMatchObject({ isFinished: false, userId: 'ada' })
    // A second lies in the leveller, half a one in the container.
    expect(found?.facts?.durationMs).toBeGreaterThan(durationMs - 2_000)
    expect(compareWithLoop({ samples: await decoded('cut short') }, clip).estoi).toBeGreaterThan(0.75)
  })

  it('is listed until it is removed', async () => {
    const ids = async () => (await list()).map(({ id }) => id)
    expect(await ids()).toEqual(['first', 'paused', 'long', 'cut short'])
    for (const id of await ids()) await page.evaluate((each) => window.lab.platform.remove(each), id)
    expect(await ids()).toEqual([])
    expect(
      await page.evaluate(async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('recordings')
        const names: string[] = []
        for await (const name of folder.keys()) names.push(name)
        return names
      }),
    ).toEqual([])
  })

  it('nothing went wrong in the page', () => expect(browser.errors).toEqual([]))
})
