import Button from '@mui/material/Button'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { Door } from '../../components/shell/door.tsx'
import styles from '../auth/auth.module.css'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { PageTitle } from '../wiring/page-title.tsx'

/** Whoever signs in while their account is about to be erased decides first. */
export function KeepAccountPage({ erasesAt }: { erasesAt: string }) {
  const { myData, session } = useClient()
  const { busy, failure, run } = useMutation()
  return (
    <Door title={t('keep.title')} text={t('keep.text', { time: formatInstant(erasesAt) })}>
      <PageTitle title={t('keep.title')} />
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <div className={styles.choices}>
        <Button variant="contained" size="large" loading={busy} onClick={() => run(myData.keepAccount(), () => {})}>
          {t('keep.keep')}
        </Button>
        <Button variant="outlined" size="large" onClick={() => void session.signOut()}>
          {t('action.signOut')}
        </Button>
      </div>
    </Door>
  )
}
