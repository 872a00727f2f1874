import type { ServerAuditEntry } from '@chaos/client-core/administration'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './administration.module.css'
import { actionWords } from './audit-words.ts'
import { Choice } from '../forms/choice.tsx'
import { type NameErrors, PeopleAndTimes, type PeopleFilter } from './people-and-times.tsx'

type Action = ServerAuditEntry['action']
export type AuditFilter = PeopleFilter & { action: Action | 'any' }

const anything: AuditFilter = { action: 'any', actor: '', subject: '', from: '', until: '' }

type Props = {
  actions: readonly Action[]
  busy: boolean
  /** What is wrong with a name. */
  errors: NameErrors
  onApply: (filter: AuditFilter) => void
}

export function AuditFilters({ actions, busy, errors, onApply }: Props) {
  const [filter, setFilter] = useState(anything)
  const change = (changed: Partial<AuditFilter>) => setFilter((before) => ({ ...before, ...changed }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onApply(filter)
  }
  return (
    <search>
      <form className={styles.filters} onSubmit={submit} noValidate>
        <Choice
          label={t('serverLog.action')}
          value={filter.action}
          options={['any', ...actions]}
          wordsOf={(action) => (action === 'any' ? t('serverLog.anyAction') : actionWords(action))}
          onChoose={(action) => change({ action })}
        />
        <PeopleAndTimes filter={filter} errors={errors} onChange={change} />
        <Button type="submit" variant="outlined" loading={busy} sx={{ minHeight: 40 }}>
          {t('serverLog.apply')}
        </Button>
      </form>
    </search>
  )
}
