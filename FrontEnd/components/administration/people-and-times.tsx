import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'

/** People by user name, times as the browser's field gives them. */
export type PeopleFilter = { actor: string; subject: string; from: string; until: string }
/** What is wrong with a name. */
export type NameErrors = Partial<Record<'actor' | 'subject', string>>

type Props = { filter: PeopleFilter; errors: NameErrors; onChange: (change: Partial<PeopleFilter>) => void }

/** The fields of a log's filter that are the same for every log: who, whom, from when, until when. */
export function PeopleAndTimes({ filter, errors, onChange }: Props) {
  return (
    <>
      {(['actor', 'subject'] as const).map((name) => (
        <TextField
          key={name}
          size="small"
          label={t(`serverLog.${name}`)}
          value={filter[name]}
          error={errors[name] !== undefined}
          helperText={errors[name] ?? t('serverLog.person')}
          onChange={({ target }) => onChange({ [name]: target.value })}
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
          onChange={({ target }) => onChange({ [name]: target.value })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      ))}
    </>
  )
}
