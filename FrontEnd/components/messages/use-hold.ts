import { type PointerEvent, useRef } from 'react'

/** Pressed for longer than this is held, ms: letting go ends it. Shorter is a tap, which locks. */
const holdMs = 400

type Hold = { onStart: () => void; onRelease: () => void }

/** A button that starts at once; held, it ends with the finger; tapped or pressed by a key, it goes on by itself. */
export function useHold(hold: Hold | null) {
  const since = useRef<number | null>(null)
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      since.current = event.timeStamp
      // The button gives way to the recorder's bar, and the finger is still down.
      window.addEventListener(
        'pointerup',
        (up) => {
          if (since.current !== null && up.timeStamp - since.current > holdMs) hold?.onRelease()
          since.current = null
        },
        { once: true },
      )
      hold?.onStart()
    },
    // A key has no pointer before it.
    onClick: ({ detail }: { detail: number }) => void (detail === 0 && hold?.onStart()),
  }
}
