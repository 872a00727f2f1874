import AddIcon from '@mui/icons-material/AddRounded'
import CloseIcon from '@mui/icons-material/CloseRounded'
import type { Role } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Chip from '@mui/material/Chip'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { RoleDot } from './role-dot.tsx'
import styles from './roles.module.css'

type Props = {
  /** Whose they are. */
  name: string
  held: readonly Role[]
  giveable: readonly Role[]
  mayTake: (role: Role) => boolean
  busy: boolean
  onGive: (roleId: string) => void
  onTake: (roleId: string) => void
}

export function MemberRoles({ name, held, giveable, mayTake, busy, onGive, onTake }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  if (held.length === 0 && giveable.length === 0) return null
  return (
    <section aria-label={t('roles.ofPerson')} style={{ marginBlockStart: 12 }}>
      <ul className={`${styles.plain ?? ''} ${styles.chips ?? ''}`} style={{ flexDirection: 'row' }}>
        {held.map((role) => (
          <li key={role.id} className={styles.chips}>
            <Chip size="small" icon={<RoleDot color={role.color} />} label={role.name} />
            {mayTake(role) ? (
              <IconButton
                size="small"
                disabled={busy}
                aria-label={t('roles.take', { role: role.name, name })}
                onClick={() => onTake(role.id)}
              >
                <CloseIcon sx={{ fontSize: 16 }} />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {giveable.length > 0 ? (
        <Button
          size="small"
          startIcon={<AddIcon />}
          disabled={busy}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {t('roles.give')}
        </Button>
      ) : null}
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {giveable.map((role) => (
          <MenuItem
            key={role.id}
            onClick={() => {
              setAnchor(null)
              onGive(role.id)
            }}
          >
            <RoleDot color={role.color} /> {role.name}
          </MenuItem>
        ))}
      </Menu>
    </section>
  )
}
