import { channelsOf, inOrder, orderOf, placeOf, putChannel, stepCategory, stepChannel } from '@chaos/client-core'
import type { ChannelOrder, CommunityView } from '@chaos/protocol'
import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { Over, Sorted } from '../../components/channels/use-drag-sort.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { useClient } from '../client-context.ts'
import { dropped } from './dropped.ts'

type Step = 1 | -1
export type Moves = ReturnType<typeof useMoves>

const nameOf = (view: CommunityView, { id, kind }: Sorted): string =>
  (kind === 'category' ? view.categories : view.channels).find((one) => one.id === id)?.name ?? ''

/** Where something stands by now, in words. */
function wordsFor(view: CommunityView, order: ChannelOrder, moved: Sorted): string {
  const name = nameOf(view, moved)
  if (moved.kind === 'category') {
    const place = order.categories.findIndex(({ id }) => id === moved.id) + 1
    return t('category.moved', { name, place, count: order.categories.length })
  }
  const { categoryId, index } = placeOf(order, moved.id) ?? { categoryId: null, index: 0 }
  const category = categoryId ? nameOf(view, { kind: 'category', id: categoryId }) : t('channel.noCategory')
  return t('channel.moved', { name, place: index + 1, count: channelsOf(order, categoryId).length, category })
}

/** The menu button of what moved keeps the focus, wherever it is now. */
function focusAgain({ kind, id }: Sorted): void {
  const row = document.querySelector(`[data-sort="${kind}"][data-sort-id="${CSS.escape(id)}"]`)
  row?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus()
}

/** Ways to put rooms and categories in order, and what a screen reader hears of it. */
export function useMoves(view: CommunityView | null) {
  const { channelOrder } = useClient()
  const [words, setWords] = useState('')

  const arrange = useCallback(
    (moved: Sorted, change: (order: ChannelOrder) => ChannelOrder | null) => {
      if (!view) return
      const from = orderOf(view)
      const to = change(from)
      if (!to || JSON.stringify(to) === JSON.stringify(from)) return
      setWords(wordsFor(view, to, moved))
      setTimeout(() => focusAgain(moved))
      void channelOrder.arrange(view.community.id, { from, to }).then((outcome) => {
        if (outcome.ok) return
        setWords(t('channel.movedNot', { name: nameOf(view, moved), why: failureText(outcome.failure) }))
      })
    },
    [view, channelOrder],
  )
  return {
    words,
    drop: (dragged: Sorted, over: Over) => arrange(dragged, (order) => dropped(order, dragged, over)),
    stepChannel: (id: string, by: Step) => arrange({ kind: 'channel', id }, (order) => stepChannel(order, id, by)),
    stepCategory: (id: string, by: Step) => arrange({ kind: 'category', id }, (order) => stepCategory(order, id, by)),
    putInto: (id: string, categoryId: string | null) =>
      arrange({ kind: 'channel', id }, (order) => putChannel(order, id, { categoryId, index: inOrder(order).length })),
    may: {
      channel: (id: string, by: Step) => view !== null && stepChannel(orderOf(view), id, by) !== null,
      category: (id: string, by: Step) => view !== null && stepCategory(orderOf(view), id, by) !== null,
    },
  }
}
