import type { CallPerson, TrustMark } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import Slider from '@mui/material/Slider'
import { type ReactNode, useId } from 'react'
import { t } from '../../assets/messages/t.ts'
import { NameMark } from '../keys/name-mark.tsx'
import styles from './person-menu.module.css'

type Props = {
  person: CallPerson
  trust: TrustMark
  anchor: HTMLElement
  /** 0–2 */
  volume: number
  onVolume: (volume: number) => void
  onProfile: () => void
  onBlock: () => void
  onClose: () => void
  /** What can be done beyond that, for those who may. */
  children?: ReactNode
}

const percent = (volume: number) => Math.round(volume * 100)

/** What can be done about one person: louder or softer for oneself, what only some may do, who they are, and an end. */
export function PersonMenu({ person, trust, anchor, volume, onVolume, children, ...others }: Props) {
  const id = useId()
  const { displayName: name } = person
  const { onProfile, onBlock, onClose } = others
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': t('person.menu', { name }), className: styles.menu ?? '' } }}
    >
      <h3 className={styles.name}>
        {name}
        <NameMark mark={trust} />
      </h3>
      <div className={styles.line}>
        <span id={id}>{t('person.volume')}</span>
        <output>{t('person.volumeValue', { percent: percent(volume) })}</output>
      </div>
      <Slider
        aria-labelledby={id}
        size="small"
        min={0}
        max={200}
        step={5}
        marks={[{ value: 100 }]}
        value={percent(volume)}
        getAriaValueText={(value) => t('person.volumeValue', { percent: value })}
        onChange={(_, value) => onVolume((typeof value === 'number' ? value : 100) / 100)}
      />
      <Button size="small" disabled={volume === 1} onClick={() => onVolume(1)}>
        {t('person.volumeReset')}
      </Button>
      {children}
      <div className={styles.moderation}>
        <Button fullWidth onClick={onProfile}>
          {t('profile.show')}
        </Button>
        <Button fullWidth sx={{ color: 'var(--danger)' }} onClick={onBlock}>
          {t('friends.block')}
        </Button>
      </div>
    </Popover>
  )
}
