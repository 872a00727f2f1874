import type { Member } from '@chaos/protocol'
import { useCallback, useDeferredValue, useState } from 'react'
import { type MemberFilter, MemberFilters } from '../../components/moderation/member-filters.tsx'
import { MemberRows, shownName } from '../../components/moderation/member-rows.tsx'
import { Paged } from '../administration/paged.tsx'
import { usePages } from '../administration/use-pages.ts'
import type { SectionProps } from '../community-settings/section.ts'
import { useMemberActs } from './use-member-acts.tsx'
import { useModeration } from './use-moderation.ts'

const everybody: MemberFilter = { search: '', roleId: 'any', order: 'joined' }

export function MembersSection({ view }: SectionProps) {
  const communityId = view.community.id
  const moderation = useModeration(communityId)
  const [filter, setFilter] = useState(everybody)
  const { search, roleId, order } = useDeferredValue(filter)
  const read = useCallback(
    (cursor: string | undefined) =>
      moderation.members({
        ...{ search: search.trim(), order },
        ...(roleId === 'any' ? {} : { roleId }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [moderation, search, roleId, order],
  )
  const { pages, busy, more, again } = usePages(read)
  const { openMenu, elements } = useMemberActs(communityId, view, again)
  const menu = (member: Member, anchor: HTMLElement) =>
    openMenu({ userId: member.userId, name: shownName(member) }, anchor)
  return (
    <>
      <MemberFilters filter={filter} roles={view.roles} onChange={setFilter} />
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(members) => <MemberRows members={members} roles={view.roles} onMenu={menu} />}
      </Paged>
      {elements}
    </>
  )
}
