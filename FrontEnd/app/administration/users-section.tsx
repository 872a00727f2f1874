import { useCallback, useDeferredValue, useState } from 'react'
import { type UserFilter, UserFilters } from '../../components/administration/user-filters.tsx'
import { UserList } from '../../components/administration/user-list.tsx'
import { Paged } from './paged.tsx'
import { useAdministration } from './use-administration.ts'
import { usePages } from './use-pages.ts'

const everybody: UserFilter = { search: '', status: 'any', role: 'any' }

export function UsersSection() {
  const administration = useAdministration()
  const [filter, setFilter] = useState(everybody)
  const { search, status, role } = useDeferredValue(filter)
  const read = useCallback(
    (cursor: string | undefined) =>
      administration.users({
        search: search.trim(),
        ...(status === 'any' ? {} : { status }),
        ...(role === 'any' ? {} : { role }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [administration, search, status, role],
  )
  const { pages, busy, more, again } = usePages(read)
  return (
    <>
      <UserFilters filter={filter} onChange={setFilter} />
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(users) => <UserList users={users} pathOf={(userId) => `/administration/users/${userId}`} />}
      </Paged>
    </>
  )
}
