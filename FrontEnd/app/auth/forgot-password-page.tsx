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

export function ForgotPasswordPage() {
  const { email } = useClient()
  const { loaded } = usePolicy()
  const { busy, failure, run } = useMutation()
  const [sent, setSent] = useState(false)
  const byMail = loaded.status !== 'ready' || loaded.value.resetByMail
  const title = sent ? t('reset.sentTitle') : t('reset.askTitle')
  const text = sent ? t('reset.sentText') : byMail ? t('reset.askText') : t('reset.noMailText')
  return (
    <Door title={title} text={loaded.status === 'loading' ? null : text} aside={<ContactLine loaded={loaded} />}>
      <PageTitle title={title} />
      {loaded.status === 'loading' ? <Skeleton variant="rounded" height={48} /> : null}
      {byMail && !sent && loaded.status !== 'loading' ? (
        <OneFieldForm
          label={t('reset.account')}
          submitLabel={t('reset.send')}
          maxLength={254}
          busy={busy}
          failure={failure}
          primary
          autoFocus
          check={(account) => (account === '' ? t('reset.needAccount') : null)}
          onSubmit={(account) => run(email.forgotPassword(account), () => setSent(true))}
        />
      ) : null}
      <Button component={Link} to="/sign-in" fullWidth className={styles.swap ?? ''}>
        {t('action.signIn')}
      </Button>
    </Door>
  )
}
