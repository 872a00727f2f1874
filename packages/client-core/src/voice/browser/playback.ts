import { browserClock } from '../../browser/browser-clock.ts'
import { createGlide } from '../glide.ts'
import { audioContext } from './audio-context.ts'

export type Playback = ReturnType<typeof createPlayback>

/**
 * Plays one slot. An audio element is the browser's straightest way to the speaker, so it plays up to full volume;
 * only louder than sent takes the way through WebAudio.
 *
 * @param initialVolume 0–2; 1 is as sent
 */
export function createPlayback(track: MediaStreamTrack, initialVolume: number) {
  const stream = new MediaStream([track])
  const element = new Audio()
  element.srcObject = stream
  element.autoplay = true
  let wanted = initialVolume
  let volume = initialVolume
  let deafened = false
  let boost: { source: MediaStreamAudioSourceNode; gain: GainNode } | undefined

  // Without a gesture, after a reload, browsers may hold sound back until the person does something.
  const play = (): void => {
    element.play().catch(() => addEventListener('pointerdown', play, { once: true }))
  }
  play()

  const setBoost = (gain: number | undefined): void => {
    if (gain === undefined) {
      boost?.source.disconnect()
      boost?.gain.disconnect()
      boost = undefined
      return
    }
    const context = audioContext()
    if (!boost) {
      boost = { source: context.createMediaStreamSource(stream), gain: context.createGain() }
      boost.source.connect(boost.gain).connect(context.destination)
    }
    boost.gain.gain.value = gain
  }

  const apply = (): void => {
    const boosted = volume > 1 && !deafened
    setBoost(boosted ? volume : undefined)
    element.volume = Math.min(1, volume)
    element.muted = deafened || boosted
  }

  const glide = createGlide(initialVolume, browserClock, (next) => {
    volume = next
    apply()
  })
  apply()

  return {
    setVolume(next: number): void {
      if (next === wanted) return
      wanted = next
      glide.to(next)
    },
    setDeafened(next: boolean): void {
      deafened = next
      apply()
    },
    /** Routes to another speaker where the browser can. */
    async setSpeaker(deviceId: string | null): Promise<void> {
      if ('setSinkId' in element) await element.setSinkId(deviceId ?? '').catch(() => {})
    },
    close(): void {
      removeEventListener('pointerdown', play)
      glide.stop()
      setBoost(undefined)
      element.srcObject = null
    },
  }
}
