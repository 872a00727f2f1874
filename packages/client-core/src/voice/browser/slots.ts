import { loudnessOf } from './loudness.ts'
import { createPlayback, type Playback } from './playback.ts'

/** A level older than this is nobody's voice any more, ms. */
const levelHoldMs = 300

/** Reading a level waits for the browser's media thread, so it is read less often than a ring is drawn, ms. */
const levelEveryMs = 40

export type Speaker = { onChange(listener: (deviceId: string | null) => void): () => void }

type Slot = {
  receiver: RTCRtpReceiver
  playback: Playback | undefined
  stopFollowingSpeaker: (() => void) | undefined
  level: number
  readAtMs: number
}

/** What the server sends us, slot by slot. Only slots with somebody in them play: an output that is silent costs as much. */
export function createSlots(speaker: Speaker) {
  const slots: Slot[] = []
  /** What is wanted of each slot, also before it opens. */
  const volumes: (number | null)[] = []
  let deafened = false

  const rest = (slot: Slot): void => {
    slot.stopFollowingSpeaker?.()
    slot.playback?.close()
    slot.playback = undefined
  }
  const play = (slot: Slot, volume: number): Playback => {
    const playback = createPlayback(slot.receiver.track, volume)
    playback.setDeafened(deafened)
    slot.stopFollowingSpeaker = speaker.onChange((deviceId) => void playback.setSpeaker(deviceId))
    slot.playback = playback
    return playback
  }
  const apply = (index: number): void => {
    const slot = slots[index]
    if (!slot) return
    const volume = volumes[index] ?? null
    if (volume === null) rest(slot)
    else (slot.playback ?? play(slot, volume)).setVolume(volume)
  }

  return {
    /** The next slot's receiver. */
    open(receiver: RTCRtpReceiver): void {
      slots.push({ receiver, playback: undefined, stopFollowingSpeaker: undefined, level: 0, readAtMs: 0 })
      apply(slots.length - 1)
    },
    get count(): number {
      return slots.length
    },
    setVolume(index: number, volume: number | null): void {
      volumes[index] = volume
      apply(index)
    },
    setDeafened(next: boolean): void {
      deafened = next
      for (const { playback } of slots) playback?.setDeafened(next)
    },
    level(index: number): number {
      const slot = slots[index]
      const nowMs = performance.now()
      if (!slot || nowMs - slot.readAtMs < levelEveryMs) return slot?.level ?? 0
      slot.readAtMs = nowMs
      slot.level = levelOf(slot.receiver, nowMs)
      return slot.level
    },
    close(): void {
      for (const slot of slots.splice(0)) rest(slot)
    },
  }
}

function levelOf(receiver: RTCRtpReceiver, nowMs: number): number {
  const source = receiver.getSynchronizationSources()[0]
  if (source?.audioLevel === undefined) return 0
  return performance.timeOrigin + nowMs - source.timestamp > levelHoldMs ? 0 : loudnessOf(source.audioLevel)
}
