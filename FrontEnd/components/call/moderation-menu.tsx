import Popover from '@mui/material/Popover'
import type { ComponentProps } from 'react'
import { t } from '../../assets/messages/t.ts'
import { ModerationActions } from './moderation-actions.tsx'
import styles from './person-menu.module.css'

type Props = ComponentProps<typeof ModerationActions> & { name: string; anchor: HTMLElement; onClose: () => void }

/** What a moderator can do about somebody in a call from outside of it. */
export function ModerationMenu({ name, anchor, onClose, ...actions }: Props) {
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      transformOrigin={{ vertical: 'top', horizontal: 'center' }}
      slotProps={{
        paper: { role: 'dialog', 'aria-label': t('person.moderation', { name }), className: styles.menu ?? '' },
      }}
    >
      <h3 className={styles.name}>{name}</h3>
      <ModerationActions {...actions} />
    </Popover>
  )
}
