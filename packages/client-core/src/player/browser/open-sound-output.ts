import type { SoundEvents, SoundOutput, SoundSource } from '../sound-parts.ts'
import { createFeed, type Feed } from './feed.ts'
import { takeMediaKeys } from './media-keys.ts'

declare global {
  /** Safari on small devices has this one only; it is used alike. */
  var ManagedMediaSource: typeof MediaSource | undefined
}

type Loaded = { mediaUrl: string; feed: Feed | null; startMs: number; close(): void }

/**
 * The browser's own media element, fed part by part: it keeps the pitch at any speed, plays on behind a lock screen, and
 * costs no thread of ours.
 */
export function openSoundOutput(events: SoundEvents, speakerId: () => string | null): SoundOutput {
  const element = new Audio()
  element.preservesPitch = true
  // Without it the lesser Safari does not open a managed source.
  element.disableRemotePlayback = true
  const keys = takeMediaKeys(events.onKey)
  let loaded: Loaded | null = null

  const unload = (): void => {
    loaded?.close()
    loaded = null
  }
  const listen = (type: keyof HTMLMediaElementEventMap, listener: () => void): void =>
    element.addEventListener(type, () => loaded && listener())
  listen('waiting', () => events.onPhase('waiting'))
  listen('playing', () => events.onPhase('playing'))
  listen('pause', () => element.ended || events.onPhase('paused'))
  listen('ended', () => events.onPhase('ended'))
  listen('error', () => events.onFailed('unplayable'))
  listen('timeupdate', () => {
    events.onPosition(element.currentTime * 1000)
    keys.place(element)
  })

  const attach = (source: SoundSource, startMs: number): Loaded => {
    const Source = globalThis.ManagedMediaSource ?? MediaSource
    const mediaSource = new Source()
    const mediaUrl = URL.createObjectURL(mediaSource)
    const opening: Loaded = {
      ...{ mediaUrl, feed: null, startMs },
      close() {
        opening.feed?.close()
        element.pause()
        element.removeAttribute('src')
        element.load()
        URL.revokeObjectURL(mediaUrl)
        keys.release()
      },
    }
    mediaSource.addEventListener('sourceopen', () => {
      if (loaded !== opening || opening.feed) return
      if (!Source.isTypeSupported(source.format)) return events.onFailed('unplayable')
      mediaSource.duration = source.durationMs / 1000
      opening.feed = createFeed({ source, element, mediaSource, onFailed: events.onFailed })
      element.currentTime = opening.startMs / 1000
      opening.feed.toward(opening.startMs)
    })
    return opening
  }

  return {
    load(source, { label, startMs, speed }) {
      unload()
      loaded = attach(source, startMs)
      element.src = loaded.mediaUrl
      element.defaultPlaybackRate = speed
      element.playbackRate = speed
      keys.show(label)
      // A speaker that is not there any more: the system's own is used.
      if ('setSinkId' in element) void element.setSinkId(speakerId() ?? '').catch(() => {})
    },
    // Refused before the person did anything on the page, or ended by another one: the events say so.
    play: () => void element.play().catch(() => events.onPhase('paused')),
    pause: () => element.pause(),
    seek(positionMs) {
      if (!loaded) return
      loaded.startMs = positionMs
      if (!loaded.feed) return
      element.currentTime = positionMs / 1000
      loaded.feed.toward(positionMs)
    },
    setSpeed(speed) {
      element.defaultPlaybackRate = speed
      element.playbackRate = speed
    },
    get positionMs() {
      return loaded?.feed ? element.currentTime * 1000 : (loaded?.startMs ?? 0)
    },
    unload,
    close: unload,
  }
}
