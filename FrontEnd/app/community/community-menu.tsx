import type { CommunityView } from '@chaos/protocol'
import ExpandIcon from '@mui/icons-material/ExpandMoreRounded'
import LeaveIcon from '@mui/icons-material/LogoutRounded'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import SettingsIcon from '@mui/icons-material/SettingsRounded'
import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { sectionsFor } from '../community-settings/section.ts'
import { sections } from '../community-settings/sections.tsx'

type Props = { view: CommunityView; onInvite: () => void }

/** The community's name, and behind it what one can do with it. */
export function CommunityMenu({ view: { community, permissions }, onInvite }: Props) {
  const { id, name } = community
  const navigate = useNavigate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  const then = (action: () => void) => () => {
    close()
    action()
  }
  const hasSettings = sectionsFor(sections, permissions).some(({ needs }) => needs.length > 0)
  const settings = `/communities/${id}/settings`
  return (
    <>
      <Button
        fullWidth
        endIcon={<ExpandIcon fontSize="small" />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        sx={{
          justifyContent: 'space-between',
          paddingInline: 2,
          marginInlineStart: -2,
          fontWeight: 620,
          minWidth: 0,
          textAlign: 'start',
        }}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{name}</span>
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        slotProps={{ list: { 'aria-label': t('communityMenu.label', { name }) } }}
      >
        {permissions.includes('create_invite') ? (
          <MenuItem onClick={then(onInvite)}>
            <PersonAddIcon fontSize="small" /> {t('invite.make')}
          </MenuItem>
        ) : null}
        {hasSettings ? (
          <MenuItem onClick={then(() => void navigate(settings))}>
            <SettingsIcon fontSize="small" /> {t('communityMenu.settings')}
          </MenuItem>
        ) : null}
        <MenuItem sx={{ color: 'var(--danger)' }} onClick={then(() => void navigate(`${settings}/danger`))}>
          <LeaveIcon fontSize="small" /> {t('communityMenu.leave')}
        </MenuItem>
      </Menu>
    </>
  )
}
