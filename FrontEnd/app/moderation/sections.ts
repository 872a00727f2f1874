import type { Permission } from '@chaos/protocol'
import LogIcon from '@mui/icons-material/FactCheckRounded'
import BansIcon from '@mui/icons-material/BlockRounded'
import ReportsIcon from '@mui/icons-material/FlagRounded'
import MembersIcon from '@mui/icons-material/PeopleAltRounded'
import RulesIcon from '@mui/icons-material/RuleRounded'
import { lazy } from 'react'

const MembersSection = lazy(async () => ({ default: (await import('./members-section.tsx')).MembersSection }))
const BansSection = lazy(async () => ({ default: (await import('./bans-section.tsx')).BansSection }))
const ReportsSection = lazy(async () => ({ default: (await import('./reports-section.tsx')).ReportsSection }))
const RulesSection = lazy(async () => ({ default: (await import('./rules-section.tsx')).RulesSection }))
const LogSection = lazy(async () => ({ default: (await import('./log-section.tsx')).LogSection }))

/** The part of the settings by which a community keeps order. `needs`: null: everybody. */
export const moderationSections = [
  { name: 'members', Icon: MembersIcon, Section: MembersSection, needs: null },
  { name: 'reports', Icon: ReportsIcon, Section: ReportsSection, needs: null },
  { name: 'bans', Icon: BansIcon, Section: BansSection, needs: 'ban_members' },
  { name: 'rules', Icon: RulesIcon, Section: RulesSection, needs: 'manage_community' },
  { name: 'log', Icon: LogIcon, Section: LogSection, needs: 'view_audit_log' },
] as const satisfies readonly { needs: Permission | null; [part: string]: unknown }[]
