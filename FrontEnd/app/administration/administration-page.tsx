import LogIcon from '@mui/icons-material/FactCheckRounded'
import UsersIcon from '@mui/icons-material/ManageAccountsRounded'
import ServerIcon from '@mui/icons-material/TuneRounded'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { SectionedPage } from '../shell/sectioned-page.tsx'
import { AuditSection } from './audit-section.tsx'
import { ServerSection } from './server-section.tsx'
import { UserSection } from './user-section.tsx'
import { UsersSection } from './users-section.tsx'

const sections = [
  { name: 'settings', Icon: ServerIcon, Section: ServerSection },
  { name: 'users', Icon: UsersIcon, Section: UsersSection },
  { name: 'audit', Icon: LogIcon, Section: AuditSection },
] as const

/** What owners and administrators of the server see. The server itself decides who that is. */
export function AdministrationPage() {
  const { section = 'settings', userId } = useParams()
  const { name, Section } = sections.find((known) => known.name === section) ?? sections[0]
  return (
    <SectionedPage
      title={t('administration.title')}
      path="/administration"
      sections={sections}
      current={name}
      titleOf={(known) => t(`administration.${known}`)}
      close={{ label: t('administration.close'), to: '/settings' }}
      wide
    >
      <ForAdministrators>
        {name === 'users' && userId ? <UserSection userId={userId} /> : <Section />}
      </ForAdministrators>
    </SectionedPage>
  )
}

function ForAdministrators({ children }: { children: ReactNode }) {
  const { account } = useClient()
  const { loaded, again } = useLoaded(account.me)
  const forbidden = <EmptyState title={t('administration.forbidden')} text={t('administration.forbiddenText')} />
  return (
    <LoadedSection loaded={loaded} skeleton={{ rows: 6 }} onRetry={again}>
      {({ serverRole }) => (serverRole === 'user' ? forbidden : children)}
    </LoadedSection>
  )
}
