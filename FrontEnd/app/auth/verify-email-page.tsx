import Button from '@mui/material/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import styles from './auth.module.css'
import { BadLinkDoor } from './bad-link-door.tsx'
import { useLinkSecret } from './use-link-secret.ts'

export function VerifyEmailPage() {
  const secret = useLinkSecret()
  return <VerifyEmail key={secret} secret={secret} />
}

/** A button, so that programs that look into mails and open what is linked there do not use the link up. */
function VerifyEmail({ secret }: { secret: string }) {
  const { email } = useClient()
  const { busy, failure, run } = useMutation()
  const [address, setAddress] = useState<string | null>(null)
  if (secret === '' || failure?.code === 'link_invalid')
    return <BadLinkDoor onward="/settings/account" label={t('verify.onward')} />
  const title = address === null ? t('verify.title') : t('verify.done', { address })
  return (
    <Door title={title} text={t('verify.text')}>
      <PageTitle title={title} />
      <div className={styles.choices}>
        {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
        {address === null ? (
          <Button
            variant="contained"
            size="large"
            fullWidth
            loading={busy}
            onClick={() => run(email.verify(secret), (proven) => setAddress(proven.address))}
          >
            {t('verify.submit')}
          </Button>
        ) : (
          <Button component={Link} to="/" variant="contained" size="large" fullWidth>
            {t('verify.onward')}
          </Button>
        )}
      </div>
    </Door>
  )
}
