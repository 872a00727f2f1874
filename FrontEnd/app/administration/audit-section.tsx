import type { AuditVerdict } from '@chaos/client-core/administration'
import { auditActions } from '@chaos/protocol'
import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { type AuditFilter, AuditFilters } from '../../components/administration/audit-filters.tsx'
import { AuditCheckPanel } from '../../components/administration/audit-check-panel.tsx'
import { AuditList } from '../../components/administration/audit-list.tsx'
import { useMutation } from '../community/use-mutation.ts'
import type { NameErrors } from '../../components/administration/people-and-times.tsx'
import { idOf, type PeopleQuery, readFilter } from './log-query.ts'
import { Paged } from './paged.tsx'
import { useAdministration } from './use-administration.ts'
import { usePages } from './use-pages.ts'

type Asked = PeopleQuery & Pick<AuditFilter, 'action'>

function AuditCheck() {
  const administration = useAdministration()
  const { busy, failure, run } = useMutation()
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null)
  const check = () => run(administration.verifyAudit(), setVerdict)
  return <AuditCheckPanel verdict={verdict} busy={busy} failure={failure} onCheck={check} />
}

const unknown = (name: string) => t('serverLog.unknownPerson', { name })

export function AuditSection() {
  const administration = useAdministration()
  const [asked, setAsked] = useState<Asked>({ action: 'any' })
  const [errors, setErrors] = useState<NameErrors>({})
  const read = useCallback(
    (cursor: string | undefined) => {
      const { action, ...people } = asked
      return administration.audit({
        ...people,
        ...(cursor === undefined ? {} : { cursor }),
        ...(action === 'any' ? {} : { action }),
      })
    },
    [administration, asked],
  )
  const { pages, busy, more, again } = usePages(read)

  const find = async (userName: string): Promise<string | null> => {
    const outcome = await administration.users({ search: userName, limit: 100 })
    return idOf(userName, outcome.ok ? outcome.value.items : [])
  }
  const apply = async ({ action, ...people }: AuditFilter) => {
    const { query, errors: wrong } = await readFilter(people, { find, unknown })
    setErrors(wrong)
    if (Object.keys(wrong).length === 0) setAsked({ ...query, action })
  }
  return (
    <>
      <AuditCheck />
      <AuditFilters actions={auditActions} busy={busy} errors={errors} onApply={(filter) => void apply(filter)} />
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(entries) => <AuditList entries={entries} />}
      </Paged>
    </>
  )
}
