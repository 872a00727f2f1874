import type { CommunityView, Role } from '@chaos/protocol'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { Over, Sorted } from '../../components/channels/use-drag-sort.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { useClient } from '../client-context.ts'
import { droppedRole, steppedRole } from './role-order.ts'
import { useRoles } from './use-roles.ts'

/** Ways to put roles in order, and what a screen reader hears of it. */
export function useRoleOrder(view: CommunityView) {
  const { communities } = useClient()
  const commands = useRoles()
  const [words, setWords] = useState('')
  const communityId = view.community.id
  const from = view.roles.filter(({ kind }) => kind === 'custom').map(({ id }) => id)

  const put = (id: string, to: string[] | null) => {
    if (!to || to.join() === from.join()) return
    const name = view.roles.find((role) => role.id === id)?.name ?? ''
    void commands.reorder(communityId, { from, to }).then((outcome) => {
      if (outcome.ok) return setWords(t('roles.moved', { name, place: to.indexOf(id) + 1, count: to.length }))
      setWords(t('channel.movedNot', { name, why: failureText(outcome.failure) }))
      if (outcome.failure.code === 'order_stale') void communities.open(communityId)
    })
  }
  return {
    words,
    step: ({ id }: Role, by: 1 | -1) => put(id, steppedRole(from, id, by)),
    drop: (dragged: Sorted, over: Over) => put(dragged.id, droppedRole(from, dragged, over)),
  }
}
