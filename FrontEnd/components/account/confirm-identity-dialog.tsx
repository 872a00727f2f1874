import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, type ReactNode, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { RowSkeletons } from '../feedback/row-skeletons.tsx'
import styles from '../forms/form.module.css'
import { PasswordField } from '../forms/password-field.tsx'
import { CodeField, missingCode } from './code-field.tsx'
import { readCode } from './read-code.ts'

/** By what an account can prove once more who is there. */
export type ConfirmWay = 'password' | 'passkey' | 'totp'
export type ConfirmSecret = { password: string } | { code: string }

type Props = {
  /** null while nobody knows yet; the first one is asked for. */
  ways: readonly ConfirmWay[] | null
  busy: boolean
  failure: ApiFailure | null
  /** Ways that lead away from this page. */
  otherWays: ReactNode
  onSecret: (secret: ConfirmSecret) => void
  onPasskey: () => void
  onClose: () => void
}

const words = {
  password: { text: 'confirm.text', use: 'confirm.usePassword' },
  passkey: { text: 'confirm.textPasskey', use: 'passkeys.use' },
  totp: { text: 'confirm.textTotp', use: 'second.useTotp' },
} as const

/** Asks once more who is there, by what the account has. */
export function ConfirmIdentityDialog({ ways, otherWays, onClose, ...answers }: Props) {
  const { busy, onPasskey } = answers
  const [chosen, setChosen] = useState<ConfirmWay | null>(null)
  const way = chosen ?? ways?.[0]
  const choose = (other: ConfirmWay) => {
    setChosen(other)
    if (other === 'passkey') onPasskey()
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="confirm-identity">
      <DialogTitle id="confirm-identity">{t('confirm.title')}</DialogTitle>
      {ways === null ? (
        <DialogContent>
          <RowSkeletons rows={2} />
        </DialogContent>
      ) : (
        <Way key={way} way={way} {...answers} onClose={onClose} />
      )}
      <Others ways={ways?.filter((other) => other !== way) ?? []} busy={busy} onChoose={choose} />
      {otherWays}
    </Dialog>
  )
}

type OthersProps = { ways: ConfirmWay[]; busy: boolean; onChoose: (way: ConfirmWay) => void }

function Others({ ways, busy, onChoose }: OthersProps) {
  if (ways.length === 0) return null
  return (
    <DialogActions>
      {ways.map((way) => (
        <Button key={way} size="small" disabled={busy} onClick={() => onChoose(way)}>
          {t(words[way].use)}
        </Button>
      ))}
    </DialogActions>
  )
}

type WayProps = Omit<Props, 'ways' | 'otherWays'> & { way: ConfirmWay | undefined }

function Way({ way, busy, failure, onSecret, onPasskey, onClose }: WayProps) {
  if (way === 'password' || way === 'totp') return <SecretForm {...{ way, busy, failure, onSecret, onClose }} />
  return (
    <>
      <DialogContent className={styles.form ?? ''}>
        <span>{t(way ? words[way].text : 'confirm.textNone')}</span>
        {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        {way ? (
          <Button variant="contained" loading={busy} onClick={onPasskey}>
            {t('passkeys.use')}
          </Button>
        ) : null}
      </DialogActions>
    </>
  )
}

type SecretProps = Pick<Props, 'busy' | 'failure' | 'onSecret' | 'onClose'> & { way: 'password' | 'totp' }

function SecretForm({ way, busy, failure, onSecret, onClose }: SecretProps) {
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState<string | null>(null)
  const error = missing ?? (failure ? failureText(failure) : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const secret = read(way, typed)
    setMissing(secret ? null : way === 'totp' ? missingCode('totp') : t('account.needPassword'))
    if (secret && !busy) onSecret(secret)
  }
  return (
    <form onSubmit={submit} noValidate>
      <DialogContent className={styles.form ?? ''}>
        <span>{t(words[way].text)}</span>
        {way === 'totp' ? (
          <CodeField kind="totp" value={typed} error={error} onChange={setTyped} />
        ) : (
          <PasswordField isNew={false} value={typed} error={error} autoFocus onChange={setTyped} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="submit" variant="contained" loading={busy}>
          {t('confirm.submit')}
        </Button>
      </DialogActions>
    </form>
  )
}

function read(way: 'password' | 'totp', typed: string): ConfirmSecret | null {
  if (way === 'password') return typed === '' ? null : { password: typed }
  const code = readCode('totp', typed)
  return code === null ? null : { code }
}
