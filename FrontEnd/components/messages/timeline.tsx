import type { TimelineMessage } from '@chaos/client-core'
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { formatDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { type TimelineRow, timelineRows } from './timeline-rows.ts'
import styles from './timeline.module.css'

type Props = {
  items: readonly TimelineMessage[]
  name: string
  /** There are older ones than these. */
  more: boolean
  loadsOlder: boolean
  onOlder: () => void
  renderMessage: (item: TimelineMessage) => ReactNode
}

const estimatedHeight = { day: 40, message: 84 }
const overscan = 6
/** So near the end, px, what is new is followed. */
const endSlack = 80
/** So near the beginning of what is here, rows, older ones are asked for. */
const olderAhead = 8

/** A channel's messages, the newest at the bottom; only those in sight are in the document, however many there are. */
export function Timeline({ items, name, more, loadsOlder, onOlder, renderMessage }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => timelineRows(items), [items])
  // oxlint-disable-next-line react/incompatible-library -- nothing of ours is remembered by what the library hands out
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => estimatedHeight[rows[index]?.kind ?? 'message'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan,
  })
  const shown = virtual.getVirtualItems()
  const wantsOlder = more && !loadsOlder && (shown[0]?.index ?? 0) < olderAhead
  useEffect(() => {
    if (wantsOlder) onOlder()
  }, [wantsOlder, onOlder])

  const isAtEnd = useSteadyPlace(rows, virtual)

  return (
    <div
      ref={box}
      className={styles.box}
      role="log"
      aria-label={t('messages.list')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < endSlack
      }}
    >
      <Beginning {...{ name, more, loadsOlder }} />
      <div className={styles.rows} style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={styles.row}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Row row={rows[index]} renderMessage={renderMessage} />
          </div>
        ))}
      </div>
    </div>
  )
}

/**
 * Keeps what the person looks at where it is: at the end what is new is followed, and older ones come above. Answers with the
 * mark of being at the end, which scrolling sets.
 */
function useSteadyPlace(rows: readonly TimelineRow[], virtual: Virtualizer<HTMLDivElement, Element>) {
  const before = useRef<{ firstKey: string; lastKey: string } | null>(null)
  const isAtEnd = useRef(true)
  const [firstKey, lastKey] = [rows[0]?.key ?? '', rows.at(-1)?.key ?? '']
  useLayoutEffect(() => {
    const was = before.current
    before.current = { firstKey, lastKey }
    if (was === null || (was.lastKey !== lastKey && isAtEnd.current)) {
      virtual.scrollToIndex(rows.length - 1, { align: 'end' })
    } else if (was.firstKey !== firstKey) {
      // Older ones came above: what was first stays where the eye is.
      const added = rows.findIndex(({ key }) => key === was.firstKey)
      if (added > 0) virtual.scrollToIndex(added + olderAhead, { align: 'start' })
    }
  }, [firstKey, lastKey, rows, virtual])
  return isAtEnd
}

function Beginning({ name, more, loadsOlder }: Pick<Props, 'name' | 'more' | 'loadsOlder'>) {
  const words = more ? '' : t('messages.beginning', { name })
  return <p className={styles.beginning}>{loadsOlder ? t('messages.loadingOlder') : words}</p>
}

function Row({ row, renderMessage }: { row: TimelineRow | undefined } & Pick<Props, 'renderMessage'>) {
  if (!row) return null
  return row.kind === 'day' ? <h3 className={styles.day}>{dayName(row.day)}</h3> : renderMessage(row.item)
}

const dayMs = 86_400_000

function dayName(instant: string): string {
  const day = new Date(instant).toDateString()
  if (day === new Date().toDateString()) return t('messages.today')
  return day === new Date(Date.now() - dayMs).toDateString() ? t('messages.yesterday') : formatDay(instant)
}
