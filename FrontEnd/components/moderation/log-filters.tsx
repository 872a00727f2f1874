import { type AuditGroup, auditGroupNames } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from '../administration/administration.module.css'
import { Choice } from '../forms/choice.tsx'
import { type NameErrors, PeopleAndTimes, type PeopleFilter } from '../administration/people-and-times.tsx'

export type LogFilter = PeopleFilter & { group: AuditGroup | 'any' }

const everything: LogFilter = { group: 'any', actor: '', subject: '', from: '', until: '' }

type Props = {
  busy: boolean
  errors: NameErrors
  onApply: (filter: LogFilter) => void
}

export function LogFilters({ busy, errors, onApply }: Props) {
  const [filter, setFilter] = useState(everything)
  const change = (changed: Partial<LogFilter>) => setFilter((before) => ({ ...before, ...changed }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onApply(filter)
  }
  return (
    <search>
      <form className={styles.filters} onSubmit={submit} noValidate>
        <Choice
          label={t('log.group')}
          value={filter.group}
          options={['any', ...auditGroupNames]}
          wordsOf={(group) => (group === 'any' ? t('log.anyGroup') : t(`log.group.${group}`))}
          onChoose={(group) => change({ group })}
        />
        <PeopleAndTimes filter={filter} errors={errors} onChange={change} />
        <Button type="submit" variant="outlined" loading={busy} sx={{ minHeight: 40 }}>
          {t('serverLog.apply')}
        </Button>
      </form>
    </search>
  )
}
