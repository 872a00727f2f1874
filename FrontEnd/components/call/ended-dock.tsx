import type { CallProblem } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import styles from './dock.module.css'

type Props = { problem: CallProblem; room: string | null; address: string; onDismiss: () => void }

/** Where the call was, once it is over for a reason that the person has not seen elsewhere. */
export function EndedDock({ problem, room, address, onDismiss }: Props) {
  return (
    <section className={styles.dock} aria-label={t('dock.ended')} role="alert">
      <p className={styles.ended}>{t(`problem.${problem}`)}</p>
      <div className={styles.endActions}>
        {room === null ? null : (
          <Button size="small" variant="outlined" component={Link} to={address}>
            {t('moved.back', { room })}
          </Button>
        )}
        <Button size="small" onClick={onDismiss}>
          {t('action.dismiss')}
        </Button>
      </div>
    </section>
  )
}
