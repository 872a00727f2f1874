import type { AuditVerdict } from '@chaos/client-core/administration'
import { auditActions } from '@chaos/protocol'
import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { anything, type AuditFilter, AuditFilters } from '../../components/administration/audit-filters.tsx'
import { AuditCheckPanel } from '../../components/administration/audit-check-panel.tsx'
import { AuditList } from '../../components/administration/audit-list.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { Paged } from './paged.tsx'
import { useAdministration } from './use-administration.ts'
import { usePages } from './use-pages.ts'

/** The filter with people as the server knows them. */
type Asked = Omit<AuditFilter, 'actor' | 'subject'> & { actorId?: string; subjectId?: string }
type Errors = Partial<Record<'actor' | 'subject', string>>

/** What the browser's field gives is in the person's own time zone. */
const instantOf = (local: string): string | undefined => (local === '' ? undefined : new Date(local).toISOString())

function AuditCheck() {
  const administration = useAdministration()
  const { busy, failure, run } = useMutation()
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null)
  const check = () => run(administration.verifyAudit(), setVerdict)
  return <AuditCheckPanel verdict={verdict} busy={busy} failure={failure} onCheck={check} />
}

export function AuditSection() {
  const administration = useAdministration()
  const [asked, setAsked] = useState<Asked>(anything)
  const [errors, setErrors] = useState<Errors>({})
  const read = useCallback(
    (cursor: string | undefined) => {
      const { action, from, until, actorId, subjectId } = asked
      const [since, to] = [instantOf(from), instantOf(until)]
      return administration.audit({
        ...(cursor === undefined ? {} : { cursor }),
        ...(action === 'any' ? {} : { action }),
        ...(actorId === undefined ? {} : { actorId }),
        ...(subjectId === undefined ? {} : { subjectId }),
        ...(since === undefined ? {} : { from: since }),
        ...(to === undefined ? {} : { until: to }),
      })
    },
    [administration, asked],
  )
  const { pages, busy, more, again } = usePages(read)

  /** The id of an account by its user name; null when nobody has it. */
  const find = async (userName: string): Promise<string | null> => {
    const outcome = await administration.users({ search: userName, limit: 100 })
    const found = outcome.ok ? outcome.value.items : []
    return found.find((user) => user.userName.toLowerCase() === userName.toLowerCase())?.id ?? null
  }
  const apply = async ({ actor, subject, ...rest }: AuditFilter) => {
    const wanted: Asked = { ...rest }
    const wrong: Errors = {}
    for (const [name, text] of [
      ['actor', actor.trim()],
      ['subject', subject.trim()],
    ] as const) {
      if (text === '') continue
      const id = await find(text)
      if (id === null) wrong[name] = t('serverLog.unknownPerson', { name: text })
      else wanted[`${name}Id`] = id
    }
    setErrors(wrong)
    if (Object.keys(wrong).length === 0) setAsked(wanted)
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
