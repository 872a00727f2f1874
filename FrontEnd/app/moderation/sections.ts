import LogIcon from '@mui/icons-material/FactCheckRounded'
import BansIcon from '@mui/icons-material/BlockRounded'
import ReportsIcon from '@mui/icons-material/FlagRounded'
import MembersIcon from '@mui/icons-material/PeopleAltRounded'
import RulesIcon from '@mui/icons-material/RuleRounded'
import { lazy } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { CommunitySection } from '../community-settings/section.ts'

const MembersSection = lazy(async () => ({ default: (await import('./members-section.tsx')).MembersSection }))
const BansSection = lazy(async () => ({ default: (await import('./bans-section.tsx')).BansSection }))
const ReportsSection = lazy(async () => ({ default: (await import('./reports-section.tsx')).ReportsSection }))
const RulesSection = lazy(async () => ({ default: (await import('./rules-section.tsx')).RulesSection }))
const LogSection = lazy(async () => ({ default: (await import('./log-section.tsx')).LogSection }))

/** The part of the settings by which a community keeps order. */
export const moderationSections: readonly CommunitySection[] = [
  { name: 'members', title: () => t('members.title'), Icon: MembersIcon, needs: [], Section: MembersSection },
  { name: 'reports', title: () => t('reports.title'), Icon: ReportsIcon, needs: [], Section: ReportsSection },
  { name: 'bans', title: () => t('bans.title'), Icon: BansIcon, needs: ['ban_members'], Section: BansSection },
  { name: 'rules', title: () => t('rules.title'), Icon: RulesIcon, needs: ['manage_community'], Section: RulesSection },
  { name: 'log', title: () => t('log.title'), Icon: LogIcon, needs: ['view_audit_log'], Section: LogSection },
]
