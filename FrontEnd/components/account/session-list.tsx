import type { ApiFailure, SessionView } from '@chaos/client-core'
import ComputerIcon from '@mui/icons-material/ComputerRounded'
import PhoneIcon from '@mui/icons-material/SmartphoneRounded'
import TabletIcon from '@mui/icons-material/TabletRounded'
import ProgramIcon from '@mui/icons-material/TerminalRounded'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import settings from '../settings/settings.module.css'
import { deviceWords, placeWords, timeWords } from './place-words.ts'
import styles from '../lists/record-list.module.css'

const icons = { computer: ComputerIcon, phone: PhoneIcon, tablet: TabletIcon, program: ProgramIcon }

type Props = {
  sessions: SessionView[]
  /** ms since 1970 */
  now: number
  busy: boolean
  failure: ApiFailure | null
  onEnd: (id: string) => void
  onEndOthers: () => void
}

export function SessionList({ sessions, now, busy, failure, onEnd, onEndOthers }: Props) {
  const others = sessions.filter(({ current }) => !current)
  return (
    <section className={settings.group}>
      <p className={settings.text}>{t('session.text')}</p>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <ul className={styles.list} aria-label={t('settings.sessions')}>
        {[...sessions.filter(({ current }) => current), ...others].map((session) => (
          <Row key={session.id} session={session} now={now} busy={busy} onEnd={onEnd} />
        ))}
      </ul>
      {others.length > 0 ? (
        <Button variant="outlined" color="error" loading={busy} onClick={onEndOthers} sx={{ alignSelf: 'flex-start' }}>
          {t('session.endOthers')}
        </Button>
      ) : null}
    </section>
  )
}

type RowProps = Pick<Props, 'now' | 'busy' | 'onEnd'> & { session: SessionView }

function Row({ session, now, busy, onEnd }: RowProps) {
  const { id, device, place, current, createdAt, lastUsedAt } = session
  const Icon = icons[device.kind]
  const name = deviceWords(device)
  return (
    <li className={styles.row}>
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        <span>
          {name}
          {current ? <span className={styles.mark}>{t('session.current')}</span> : null}
        </span>
        <span className={styles.quiet}>{placeWords(place)}</span>
        <span className={styles.quiet}>
          {t('session.times', { used: timeWords(lastUsedAt, now), opened: timeWords(createdAt, now) })}
        </span>
      </div>
      {current ? null : (
        <Button disabled={busy} onClick={() => onEnd(id)} aria-label={t('session.endNamed', { name })}>
          {t('action.signOut')}
        </Button>
      )}
    </li>
  )
}
