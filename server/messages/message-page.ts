import type { ChannelId, Message, MessagePage, MessageQuery } from '@chaos/protocol'
import type { MessageStore } from '../database/stores/message-store.ts'
import { BadRequestError, NotFoundError } from '../utils/domain-error.ts'
import { strangeCursor } from '../utils/place-cursor.ts'

type Store = Pick<MessageStore, 'before' | 'after' | 'facts' | 'positionAt'>
type Page = Omit<MessagePage, 'listening'>

const usualLimit = 50
const afterAll = Number.MAX_SAFE_INTEGER

/** A cursor is a position. Throws {@link BadRequestError} for other text. */
export function readPosition(text: string): number {
  const position = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(position)) throw strangeCursor()
  return position
}

const cursorAt = (message: Message | undefined): string | null => (message ? String(message.position) : null)

/** Reads parts of a channel, in the order of their positions. */
export function createMessagePages(store: Store) {
  async function older(channelId: ChannelId, before: number, limit: number) {
    const found = await store.before(channelId, before, limit + 1)
    const items = found.slice(0, limit).toReversed()
    return { items, older: found.length > limit ? cursorAt(items[0]) : null }
  }
  async function newer(channelId: ChannelId, after: number, limit: number) {
    const found = await store.after(channelId, after, limit + 1)
    const items = found.slice(0, limit)
    return { items, newer: found.length > limit ? cursorAt(items.at(-1)) : null }
  }

  async function around(channelId: ChannelId, position: number, limit: number): Promise<Page> {
    const half = Math.floor(limit / 2)
    const [above, below] = await Promise.all([
      older(channelId, position, half),
      newer(channelId, position - 1, limit - half),
    ])
    return { items: [...above.items, ...below.items], older: above.older, newer: below.newer }
  }

  async function anchorOf({ channelId, around: id, at }: MessageQuery): Promise<number | null> {
    if (id !== undefined) {
      const found = await store.facts(id)
      if (found?.channelId !== channelId) throw new NotFoundError('there is no such message')
      return found.position
    }
    if (at === undefined) return null
    const time = new Date(at)
    if (Number.isNaN(time.getTime())) throw new BadRequestError('that is no time')
    return (await store.positionAt(channelId, time)) ?? afterAll
  }

  return {
    /** Throws {@link NotFoundError}, or {@link BadRequestError} for a strange cursor, or two places at once. */
    async page(query: MessageQuery): Promise<Page> {
      const { channelId, before, after, limit = usualLimit } = query
      const named = [before, after, query.around, query.at].filter((one) => one !== undefined)
      if (named.length > 1) throw new BadRequestError('name one place at most')
      if (after !== undefined) {
        const from = readPosition(after)
        const page = await newer(channelId, from, limit)
        const [first] = page.items
        return { ...page, older: first ? cursorAt(first) : String(from + 1) }
      }
      const anchor = await anchorOf(query)
      if (anchor !== null) return around(channelId, anchor, limit)
      const page = await older(channelId, before === undefined ? afterAll : readPosition(before), limit)
      return { ...page, newer: before === undefined ? null : (cursorAt(page.items.at(-1)) ?? before) }
    },
  }
}
