import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import { useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { OneFieldForm } from '../../components/forms/one-field-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import styles from './auth.module.css'
import { ContactLine } from './contact-line.tsx'
import { usePolicy } from './use-policy.ts'

/** When the server's rules cannot be read the form comes up all the same: its answer says what is wrong. */
export function ForgotPasswordPage() {
  const { loaded } = usePolicy()
  const [sent, setSent] = useState(false)
  const isLoading = loaded.status === 'loading'
  const byMail = loaded.status !== 'ready' || loaded.value.resetByMail
  const title = sent ? t('reset.sentTitle') : t('reset.askTitle')
  return (
    <Door title={title} text={isLoading ? null : textFor({ sent, byMail })} aside={<ContactLine loaded={loaded} />}>
      <PageTitle title={title} />
      {isLoading ? <Skeleton variant="rounded" height={48} /> : null}
      {byMail && !sent && !isLoading ? <AskForm onSent={() => setSent(true)} /> : null}
      <Button component={Link} to="/sign-in" fullWidth className={styles.swap ?? ''}>
        {t('action.signIn')}
      </Button>
    </Door>
  )
}

function textFor({ sent, byMail }: { sent: boolean; byMail: boolean }): string {
  if (sent) return t('reset.sentText')
  return byMail ? t('reset.askText') : t('reset.noMailText')
}

function AskForm({ onSent }: { onSent: () => void }) {
  const { email } = useClient()
  const { busy, failure, run } = useMutation()
  return (
    <OneFieldForm
      label={t('reset.account')}
      submitLabel={t('reset.send')}
      maxLength={254}
      busy={busy}
      failure={failure}
      primary
      autoFocus
      check={(account) => (account === '' ? t('reset.needAccount') : null)}
      onSubmit={(account) => run(email.forgotPassword(account), onSent)}
    />
  )
}
