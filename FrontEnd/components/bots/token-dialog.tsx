import type { ApiFailure } from '@chaos/client-core'
import { type BotScope, botScopes, type BotTokenDraft } from '@chaos/protocol'
import Checkbox from '@mui/material/Checkbox'
import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { NameField } from './name-field.tsx'

type Props = {
  /** The bot's. */
  name: string
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (draft: BotTokenDraft) => void
  onClose: () => void
}

const daySeconds = 86_400
const lifetimes = { month: 30 * daySeconds, year: 365 * daySeconds, never: undefined } as const
type Lifetime = keyof typeof lifetimes
const choices: Lifetime[] = ['month', 'year', 'never']

/** What a new token is for, what it opens and for how long. */
export function TokenDialog({ name, onSubmit, ...props }: Props) {
  const [typed, setTyped] = useState('')
  const [scopes, setScopes] = useState<readonly BotScope[]>(['communities.read'])
  const [lifetime, setLifetime] = useState<Lifetime>('year')
  const [tried, setTried] = useState(false)
  const given = typed.trim()
  const submit = () => {
    setTried(true)
    const expiresInSeconds = lifetimes[lifetime]
    if (given !== '' && scopes.length > 0)
      onSubmit({ name: given, scopes: [...scopes], ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }) })
  }
  return (
    <FormDialog {...props} title={t('botTokens.newFor', { name })} submitLabel={t('action.create')} onSubmit={submit}>
      <NameField label={t('botTokens.name')} value={typed} missing={tried && given === ''} onChange={setTyped} />
      <Scopes chosen={scopes} missing={tried && scopes.length === 0} onChoose={setScopes} />
      <Choice
        label={t('botTokens.expiry')}
        value={lifetime}
        options={choices}
        wordsOf={(choice) => t(`botTokens.expiry.${choice}`)}
        onChoose={setLifetime}
      />
    </FormDialog>
  )
}

type ScopesProps = { chosen: readonly BotScope[]; missing: boolean; onChoose: (scopes: BotScope[]) => void }

function Scopes({ chosen, missing, onChoose }: ScopesProps) {
  const labelId = useId()
  return (
    <FormControl component="fieldset" error={missing} aria-labelledby={labelId}>
      <FormLabel id={labelId}>{t('botTokens.scopes')}</FormLabel>
      {botScopes.map((scope) => (
        <FormControlLabel
          key={scope}
          label={t(`botScope.${scope}`)}
          control={
            <Checkbox
              size="small"
              checked={chosen.includes(scope)}
              onChange={({ target }) =>
                onChoose(botScopes.filter((one) => (one === scope ? target.checked : chosen.includes(one))))
              }
            />
          }
        />
      ))}
      {missing ? <FormHelperText>{t('botTokens.needScope')}</FormHelperText> : null}
    </FormControl>
  )
}
