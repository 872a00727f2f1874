import type { ServerAuditEntry } from '@chaos/client-core/administration'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './administration.module.css'
import { actionWords } from './audit-words.ts'
import { Choice } from '../forms/choice.tsx'

type Action = ServerAuditEntry['action']
/** People by user name, times as the browser's field gives them. */
export type AuditFilter = { action: Action | 'any'; actor: string; subject: string; from: string; until: string }

export const anything: AuditFilter = { action: 'any', actor: '', subject: '', from: '', until: '' }

type Props = {
  actions: readonly Action[]
  busy: boolean
  /** What is wrong with a name. */
  errors: Partial<Record<'actor' | 'subject', string>>
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
        {(['actor', 'subject'] as const).map((name) => (
          <TextField
            key={name}
            size="small"
            label={t(`serverLog.${name}`)}
            value={filter[name]}
            error={errors[name] !== undefined}
            helperText={errors[name] ?? t('serverLog.person')}
            onChange={({ target }) => change({ [name]: target.value })}
            slotProps={{ htmlInput: { maxLength: 64, autoCapitalize: 'none', spellCheck: false } }}
          />
        ))}
        {(['from', 'until'] as const).map((name) => (
          <TextField
            key={name}
            size="small"
            type="datetime-local"
            label={t(`serverLog.${name}`)}
            value={filter[name]}
            onChange={({ target }) => change({ [name]: target.value })}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        ))}
        <Button type="submit" variant="outlined" loading={busy} sx={{ minHeight: 40 }}>
          {t('serverLog.apply')}
        </Button>
      </form>
    </search>
  )
}
