import Button from '@mui/material/Button'
import { useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { NewPasswordForm } from '../../components/account/new-password-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { BadLinkDoor } from './bad-link-door.tsx'
import { useLinkSecret } from './use-link-secret.ts'

export function ResetPasswordPage() {
  const secret = useLinkSecret()
  return <ResetPassword key={secret} secret={secret} />
}

function ResetPassword({ secret }: { secret: string }) {
  const { email, session } = useClient()
  const { busy, failure, run } = useMutation()
  const [done, setDone] = useState(false)
  if (secret === '' || failure?.code === 'link_invalid')
    return <BadLinkDoor onward="/forgot-password" label={t('reset.again')} />
  const title = done ? t('reset.done') : t('reset.title')
  return (
    <Door title={title} text={done ? t('reset.doneText') : t('reset.text')}>
      <PageTitle title={title} />
      {done ? (
        <Button component={Link} to="/sign-in" variant="contained" size="large" fullWidth>
          {t('action.signIn')}
        </Button>
      ) : (
        <NewPasswordForm
          busy={busy}
          failure={failure}
          onSubmit={(password) =>
            run(email.resetPassword({ secret, password }), () => {
              setDone(true)
              // This device's session has ended with the others.
              void session.signOut()
            })
          }
        />
      )}
    </Door>
  )
}
