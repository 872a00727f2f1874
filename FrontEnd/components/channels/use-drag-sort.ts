import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'

/** What is dragged, or under what it is. Elements say it by `data-sort` and `data-sort-id`. */
export type Sorted = { kind: string; id: string }
export type Over = Sorted & { after: boolean }
export type Drag = { dragged: Sorted; over: Over | null }

/** Moved so far, in px, a press becomes a drag. */
const threshold = 6

/** Between what each kind may be dropped. */
const targets: Record<string, string> = {
  channel: '[data-sort="channel"], [data-sort="category"]',
  category: '[data-sort="group"]',
  role: '[data-sort="role"]',
}

function sortedOf(element: HTMLElement | null | undefined): Sorted | null {
  const { sort: kind, sortId: id } = element?.dataset ?? {}
  return kind === undefined || id === undefined ? null : { kind, id }
}

function overAt({ kind }: Sorted, { clientX, clientY }: MouseEvent): Over | null {
  const element = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(targets[kind] ?? 'never')
  const sorted = sortedOf(element)
  if (!element || !sorted) return null
  const { top, height } = element.getBoundingClientRect()
  return { ...sorted, after: clientY > top + height / 2 }
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }))
}

/**
 * Sorting by dragging with a mouse or pen; touch and keyboard have menus. Elements with `data-drag` can be taken.
 * Esc takes it back.
 *
 * @param onDrop null: nothing can be moved here
 */
export function useDragSort(onDrop: ((dragged: Sorted, over: Over) => void) | null) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])

  const onPointerDown = useCallback(
    (event: PointerEvent<HTMLElement>) => {
      const element = event.target instanceof Element ? event.target : null
      const dragged = sortedOf(element?.closest<HTMLElement>('[data-drag]'))
      const isOurs = onDrop && dragged && event.button === 0 && event.pointerType !== 'touch'
      if (!isOurs || element?.closest('button:not([data-drag-through])')) return
      const { clientX, clientY } = event
      let over: Over | null = null
      let moving = false
      const move = (moved: MouseEvent) => {
        moving ||= Math.hypot(moved.clientX - clientX, moved.clientY - clientY) > threshold
        if (!moving) return
        moved.preventDefault()
        over = overAt(dragged, moved)
        setDrag({ dragged, over })
      }
      const end = () => {
        listening.abort()
        setDrag(null)
      }
      const up = () => {
        end()
        if (!moving) return
        swallowClick()
        if (over && (over.id !== dragged.id || over.kind !== dragged.kind)) onDrop(dragged, over)
      }
      const listening = new AbortController()
      const { signal } = listening
      addEventListener('pointermove', move, { signal })
      addEventListener('pointerup', up, { signal })
      addEventListener('pointercancel', end, { signal })
      addEventListener('keydown', ({ key }) => (key === 'Escape' ? end() : undefined), { signal })
      stop.current = () => listening.abort()
    },
    [onDrop],
  )
  return { drag, onPointerDown }
}

const isSame = (a: Sorted | null | undefined, b: Sorted): boolean => a?.kind === b.kind && a.id === b.id

/** Attributes of an element that can be dragged, or dropped upon, while `drag` goes on. */
export function sortAttributes(sorted: Sorted, drag: Drag | null) {
  const isDragged = isSame(drag?.dragged, sorted)
  const isOver = !isDragged && isSame(drag?.over, sorted)
  return {
    'data-sort': sorted.kind,
    'data-sort-id': sorted.id,
    'data-drop': isOver ? (drag?.over?.after ? 'after' : 'before') : undefined,
    'data-dragged': isDragged || undefined,
  }
}
