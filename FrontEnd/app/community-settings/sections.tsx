import OverviewIcon from '@mui/icons-material/Diversity3Rounded'
import InvitesIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import RolesIcon from '@mui/icons-material/ShieldRounded'
import DangerIcon from '@mui/icons-material/ReportProblemRounded'
import BotIcon from '@mui/icons-material/SmartToyRounded'
import JoiningIcon from '@mui/icons-material/SensorDoorRounded'
import { lazy } from 'react'
import { t } from '../../assets/messages/t.ts'
import { moderationSections } from '../moderation/sections.ts'
import type { CommunitySection } from './section.ts'

const OverviewSection = lazy(async () => ({ default: (await import('./overview-section.tsx')).OverviewSection }))
const JoiningSection = lazy(async () => ({ default: (await import('./joining-section.tsx')).JoiningSection }))
const InvitesSection = lazy(async () => ({ default: (await import('./invites-section.tsx')).InvitesSection }))
const CommunityBotsSection = lazy(async () => ({
  default: (await import('../bots/community-bots-section.tsx')).CommunityBotsSection,
}))
const RolesSection = lazy(async () => ({ default: (await import('../roles/roles-section.tsx')).RolesSection }))
const DangerSection = lazy(async () => ({ default: (await import('./danger-section.tsx')).DangerSection }))

/** In the order of the list. The first that the viewer may see opens when the address names none. */
export const sections: readonly CommunitySection[] = [
  {
    ...{ name: 'overview', title: () => t('communitySettings.overview'), Icon: OverviewIcon },
    ...{ needs: ['manage_community'], Section: OverviewSection },
  },
  {
    ...{ name: 'joining', title: () => t('communitySettings.joining'), Icon: JoiningIcon },
    ...{ needs: ['manage_community'], Section: JoiningSection },
  },
  {
    ...{ name: 'invites', title: () => t('communitySettings.invites'), Icon: InvitesIcon },
    ...{ needs: ['create_invite'], Section: InvitesSection },
  },
  {
    ...{ name: 'roles', title: () => t('roles.title'), Icon: RolesIcon },
    ...{ needs: ['manage_roles'], Section: RolesSection },
  },
  ...moderationSections,
  {
    ...{ name: 'bots', title: () => t('communityBots.title'), Icon: BotIcon },
    ...{ needs: ['manage_bots'], Section: CommunityBotsSection },
  },
  { name: 'danger', title: () => t('communitySettings.danger'), Icon: DangerIcon, needs: [], Section: DangerSection },
]
