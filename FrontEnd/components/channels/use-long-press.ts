import { type PointerEvent, useRef } from 'react'

/** Held this long without moving counts as a long press, ms. */
const longPressMs = 500

/** Touch's right click: handlers to spread on an element. The mouse has its own button for that. */
export function useLongPress(action: (target: HTMLElement) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const fired = useRef(false)
  const stop = () => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
  }
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      fired.current = false
      if (event.pointerType === 'mouse') return
      const target = event.currentTarget
      timer.current = setTimeout(() => {
        fired.current = true
        action(target)
      }, longPressMs)
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (Math.abs(event.movementX) + Math.abs(event.movementY) > 4) stop()
    },
    /** The click that ends a long press is not a click. */
    onClickCapture(event: { preventDefault(): void; stopPropagation(): void }) {
      if (!fired.current) return
      fired.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
