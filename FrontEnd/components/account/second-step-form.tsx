import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { type MessageKey, t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import formStyles from '../forms/form.module.css'
import styles from './account.module.css'
import { CodeField, missingCode } from './code-field.tsx'
import { type CodeKind, readCode } from './read-code.ts'

type Way = CodeKind | 'passkey'
type Props = {
  methods: readonly Way[]
  busy: boolean
  failure: ApiFailure | null
  onCode: (method: CodeKind, code: string) => void
  onPasskey: () => void
  onBack: () => void
}

const words = {
  totp: { text: 'second.totp', use: 'second.useTotp' },
  recovery_code: { text: 'second.recovery', use: 'recovery.use' },
  passkey: { text: 'second.passkey', use: 'passkeys.use' },
} as const satisfies Record<Way, { text: MessageKey; use: MessageKey }>

/** The second step of a sign-in: one way at a time, the others a click away. */
export function SecondStepForm({ methods, busy, failure, onCode, onPasskey, onBack }: Props) {
  const [way, setWay] = useState<Way>(methods[0] ?? 'recovery_code')
  const choose = (next: Way) => {
    setWay(next)
    if (next === 'passkey') onPasskey()
  }
  return (
    <div className={formStyles.form}>
      <span>{t(words[way].text)}</span>
      {failure && (way === 'passkey' || failure.code !== 'wrong_code') ? (
        <Notice tone="danger" role="alert" title={failureText(failure)} />
      ) : null}
      {way === 'passkey' ? (
        <Button variant="contained" size="large" loading={busy} onClick={onPasskey}>
          {t('passkeys.use')}
        </Button>
      ) : (
        <CodeForm key={way} kind={way} busy={busy} failure={failure} onCode={(code) => onCode(way, code)} />
      )}
      <div className={styles.ways}>
        {methods
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} disabled={busy} onClick={() => choose(other)}>
              {t(words[other].use)}
            </Button>
          ))}
        <Button onClick={onBack}>{t('second.back')}</Button>
      </div>
    </div>
  )
}

type CodeProps = { kind: CodeKind; busy: boolean; failure: ApiFailure | null; onCode: (code: string) => void }

function CodeForm({ kind, busy, failure, onCode }: CodeProps) {
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState(false)
  const refused = failure?.code === 'wrong_code' ? failureText(failure) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const code = readCode(kind, typed)
    setMissing(code === null)
    if (code !== null && !busy) onCode(code)
  }
  return (
    <form className={formStyles.form} onSubmit={submit} noValidate>
      <CodeField kind={kind} value={typed} error={missing ? missingCode(kind) : refused} onChange={setTyped} />
      <Button type="submit" variant="contained" size="large" loading={busy}>
        {t('second.submit')}
      </Button>
    </form>
  )
}
