import type { CallPerson } from '@chaos/client-core'
import HandIcon from '@mui/icons-material/PanToolRounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import CloseIcon from '@mui/icons-material/CloseRounded'
import Tooltip from '@mui/material/Tooltip'
import { useId } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './stage-room.module.css'

type Props = {
  /** The first to be asked first. */
  hands: CallPerson[]
  onAllow: (participantId: string) => void
  onLower: (participantId: string) => void
}

/** Who asks to speak, for those who can let them. */
export function RaisedHands({ hands, onAllow, onLower }: Props) {
  const id = useId()
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 className={styles.heading} id={id}>
        <HandIcon sx={{ fontSize: 16 }} aria-hidden="true" /> {t('floor.hands')} <span>{hands.length}</span>
      </h2>
      {hands.length === 0 ? <p className={styles.none}>{t('floor.noHands')}</p> : null}
      <ol className={styles.hands}>
        {hands.map(({ id: participantId, userId, displayName: name, avatar }) => (
          <li key={participantId} className={styles.hand}>
            <Avatar id={userId} name={name} picture={avatar} size={28} />
            <span className={styles.name}>{name}</span>
            <Button
              size="small"
              variant="contained"
              aria-label={t('floor.allowNamed', { name })}
              onClick={() => onAllow(participantId)}
            >
              {t('floor.allow')}
            </Button>
            <Tooltip title={t('floor.lower')}>
              <IconButton
                size="small"
                aria-label={t('floor.lowerNamed', { name })}
                onClick={() => onLower(participantId)}
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </li>
        ))}
      </ol>
    </section>
  )
}
