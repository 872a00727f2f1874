import type { TimelineMessage } from '@chaos/client-core'

export type TimelineRow =
  | { kind: 'day'; key: string; day: string }
  | { kind: 'message'; key: string; item: TimelineMessage }

/** Messages in their order, each day announced by a row of its own. */
export function timelineRows(items: readonly TimelineMessage[]): TimelineRow[] {
  let last = ''
  return items.flatMap((item): TimelineRow[] => {
    const { createdAt, id } = item.message
    const day = new Date(createdAt).toDateString()
    const row: TimelineRow = { kind: 'message', key: id, item }
    if (day === last) return [row]
    last = day
    return [{ kind: 'day', key: `day ${day}`, day: createdAt }, row]
  })
}
