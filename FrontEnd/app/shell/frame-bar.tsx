import GroupsIcon from '@mui/icons-material/AppsRounded'
import RoomIcon from '@mui/icons-material/GraphicEqRounded'
import HomeIcon from '@mui/icons-material/HomeRounded'
import PeopleIcon from '@mui/icons-material/PeopleAltRounded'
import BellIcon from '@mui/icons-material/NotificationsRounded'
import SettingsIcon from '@mui/icons-material/SettingsRounded'
import ChannelsIcon from '@mui/icons-material/TagRounded'
import { useLocation, useMatch } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { centerAddress } from '../notifications/use-notification-center.ts'
import { type BarItem, BottomBar } from '../../components/shell/bottom-bar.tsx'
import type { View } from '../../components/shell/shell.tsx'

export function FrameBar({ view }: { view: View }) {
  const { pathname, search } = useLocation()
  const community = useMatch('/communities/:communityId/*')
  const channel = useMatch('/communities/:communityId/channels/:channelId')
  const communitySettings = useMatch('/communities/:communityId/settings/*')
  const settings = /^\/(settings|administration)\b/.test(pathname)
  const at = (shown: View) => `${pathname}?view=${shown}`
  const items: BarItem[] = [
    {
      key: 'communities',
      label: t('nav.communities'),
      Icon: GroupsIcon,
      to: at('communities'),
      active: view === 'communities',
    },
  ]
  if (communitySettings) {
    const back = `/communities/${communitySettings.params.communityId}`
    const list = `${back}/settings`
    items.push({ key: 'side', label: t('nav.channels'), Icon: ChannelsIcon, to: `${back}?view=side`, active: false })
    items.push({
      key: 'settings',
      label: t('nav.settings'),
      Icon: SettingsIcon,
      to: list,
      active: view !== 'communities',
    })
  } else if (community) {
    items.push({ key: 'side', label: t('nav.channels'), Icon: ChannelsIcon, to: at('side'), active: view === 'side' })
    if (channel) {
      items.push({ key: 'stage', label: t('nav.stage'), Icon: RoomIcon, to: pathname, active: view === 'stage' })
    }
    items.push({
      key: 'people',
      label: t('nav.people'),
      Icon: PeopleIcon,
      to: at('people'),
      active: view === 'people',
    })
  } else {
    const live = pathname === '/' && view === 'side'
    const inside = view !== 'communities' && !live
    items.push({ key: 'live', label: t('home.liveNow'), Icon: RoomIcon, to: '/?view=side', active: live })
    items.push({ key: 'home', label: t('nav.home'), Icon: HomeIcon, to: '/', active: inside && !settings })
    items.push({
      key: 'settings',
      label: t('nav.settings'),
      Icon: SettingsIcon,
      to: '/settings',
      active: inside && settings,
    })
  }
  items.push({
    key: 'notifications',
    label: t('notifications.short'),
    Icon: BellIcon,
    to: centerAddress(pathname, search),
    active: false,
  })
  return <BottomBar items={items} />
}
