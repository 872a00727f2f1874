import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { NameErrors } from '../../components/administration/people-and-times.tsx'
import { type LogFilter, LogFilters } from '../../components/moderation/log-filters.tsx'
import { LogList } from '../../components/moderation/log-list.tsx'
import { idOf, type PeopleQuery, readFilter } from '../administration/log-query.ts'
import { Paged } from '../administration/paged.tsx'
import { usePages } from '../administration/use-pages.ts'
import type { SectionProps } from '../community-settings/section.ts'
import { useModeration } from './use-moderation.ts'

type Asked = PeopleQuery & Pick<LogFilter, 'group'>

const unknown = (name: string) => t('log.unknownPerson', { name })

export function LogSection({ view }: SectionProps) {
  const communityId = view.community.id
  const moderation = useModeration(communityId)
  const [asked, setAsked] = useState<Asked>({ group: 'any' })
  const [errors, setErrors] = useState<NameErrors>({})
  const read = useCallback(
    (cursor: string | undefined) => {
      const { group, ...people } = asked
      return moderation.log({
        ...people,
        ...(group === 'any' ? {} : { group }),
        ...(cursor === undefined ? {} : { cursor }),
      })
    },
    [moderation, asked],
  )
  const { pages, busy, more, again } = usePages(read)

  /** Among members, and those who are banned and therefore in the log too. */
  const find = async (userName: string): Promise<string | null> => {
    const [members, bans] = await Promise.all([
      moderation.members({ search: userName, limit: 100 }),
      moderation.bans(undefined),
    ])
    const inside = members.ok
      ? members.value.items.map((member) => ({ id: member.userId, userName: member.userName }))
      : []
    const banned = bans.ok ? bans.value.items.map(({ user }) => user) : []
    return idOf(userName, [...inside, ...banned])
  }
  const apply = async ({ group, ...people }: LogFilter) => {
    const { query, errors: wrong } = await readFilter(people, { find, unknown })
    setErrors(wrong)
    if (Object.keys(wrong).length === 0) setAsked({ ...query, group })
  }
  return (
    <>
      <LogFilters busy={busy} errors={errors} onApply={(filter) => void apply(filter)} />
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(entries) => <LogList entries={entries} />}
      </Paged>
    </>
  )
}
