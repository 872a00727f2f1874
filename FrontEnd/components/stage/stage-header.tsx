import type { ChannelEncryption } from '@chaos/protocol'
import LockOpenIcon from '@mui/icons-material/LockOpenRounded'
import LockIcon from '@mui/icons-material/LockRounded'
import PeopleIcon from '@mui/icons-material/PeopleAltRounded'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import styles from './stage-header.module.css'

type Props = {
  title: string
  topic: string
  /** null: no room is on the stage. */
  encryption: ChannelEncryption | null
  mayInvite: boolean
  peopleOpen: boolean
  onInvite: () => void
  onTogglePeople: () => void
}

export function StageHeader({ title, topic, encryption, ...others }: Props) {
  const { mayInvite, peopleOpen, onInvite, onTogglePeople } = others
  const people = peopleOpen ? t('nav.hidePeople') : t('nav.showPeople')
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      {topic === '' ? null : (
        <p className={styles.topic} title={topic}>
          {topic}
        </p>
      )}
      {encryption === 'open' ? (
        <span className={styles.open}>
          <LockOpenIcon sx={{ fontSize: 16 }} aria-hidden="true" />
          <span>{t('open.title')}</span>
        </span>
      ) : null}
      {encryption === 'e2ee' ? (
        <span className={styles.lock}>
          <LockIcon sx={{ fontSize: 14 }} aria-hidden="true" />
          <span>{t('stage.encrypted')}</span>
        </span>
      ) : null}
      <span className={styles.space} />
      {mayInvite ? (
        <Button
          size="small"
          variant="outlined"
          className={styles.invite ?? ''}
          startIcon={<PersonAddIcon fontSize="small" />}
          onClick={onInvite}
        >
          {t('invite.make')}
        </Button>
      ) : null}
      <Tooltip title={people}>
        <IconButton
          className={styles.people ?? ''}
          aria-label={people}
          aria-expanded={peopleOpen}
          onClick={onTogglePeople}
        >
          <PeopleIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </header>
  )
}
