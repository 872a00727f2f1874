import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { t } from '../../assets/messages/t.ts'
import { BlockedNote } from './blocked-note.tsx'
import type { PeopleGroup, PersonHandler } from './listed-person.ts'
import { rowsOf } from './people-rows.ts'
import { PersonRow } from './person-row.tsx'
import styles from './people-list.module.css'

type Props = {
  groups: PeopleGroup[]
  /** Members whom the viewer blocks; they are in no group. */
  blocked: number
  /** There are more than these. */
  more: boolean
  /** The end of what is here comes into sight. */
  onMore: () => void
  onOpen: PersonHandler
  onMenu: PersonHandler
}

const rowHeight = { heading: 40, person: 44 }
/** Rows beyond those in sight that are there already, and how far from the end the next page is asked for. */
const ahead = { rendered: 8, loaded: 30 }

const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** Members by presence and role; only those in sight are in the document, however many there are. */
export function PeopleList({ groups, blocked, more, onMore, onOpen, onMenu }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(groups), [groups])
  // oxlint-disable-next-line react/incompatible-library -- nothing of ours is remembered by what the library hands out
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => rowHeight[rows[index]?.kind ?? 'person'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: ahead.rendered,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const nearEnd = more && last >= rows.length - ahead.loaded
  useEffect(() => {
    if (nearEnd) onMore()
    // Asked again after each page, as long as its end is near.
  }, [nearEnd, rows.length, onMore])

  /** Up and down go from person to person; those out of sight come into it first. */
  const move = (event: KeyboardEvent) => {
    const by = step[event.key]
    const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-index]') : null
    if (by === undefined || !focused) return
    event.preventDefault()
    let next = Number(focused.dataset.index) + by
    if (rows[next]?.kind === 'heading') next += by
    if (!rows[next]) return
    virtual.scrollToIndex(next)
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${next}"] button`)?.focus())
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrow keys of the buttons in it, gathered in one place
    <div ref={box} className={styles.box} onKeyDown={move}>
      <ul className={styles.rows} style={{ blockSize: virtual.getTotalSize() }} aria-label={t('people.title')}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          const place = { className: styles.place ?? '', style: { transform: `translateY(${start}px)` } }
          return row.kind === 'heading' ? (
            <li key={key} {...place} ref={virtual.measureElement} data-index={index}>
              <h3 className={styles.heading}>
                {row.title}{' '}
                <span>{row.group === 'members' && more ? t('people.atLeast', { count: row.count }) : row.count}</span>
              </h3>
            </li>
          ) : (
            <li key={key} {...place} ref={virtual.measureElement} data-index={index}>
              <PersonRow person={row.person} onOpen={onOpen} onMenu={onMenu} />
            </li>
          )
        })}
      </ul>
      <BlockedNote count={blocked} />
    </div>
  )
}
