import CloseIcon from '@mui/icons-material/CloseRounded'
import LogIcon from '@mui/icons-material/FactCheckRounded'
import UsersIcon from '@mui/icons-material/ManageAccountsRounded'
import ServerIcon from '@mui/icons-material/TuneRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import headerStyles from '../../components/stage/stage-header.module.css'
import styles from '../../components/settings/settings.module.css'
import { ConfirmIdentity } from '../account/confirm-identity.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { AuditSection } from './audit-section.tsx'
import { LoadFailed } from './paged.tsx'
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
  const title = t(`administration.${name}`)
  return (
    <>
      <PageTitle title={`${title} · ${t('administration.title')}`} />
      <SideRegion label={t('administration.title')} title={<span>{t('administration.title')}</span>}>
        <ul className={styles.navList}>
          {sections.map(({ name: known, Icon }) => (
            <li key={known}>
              <Link
                className={styles.navLink}
                to={`/administration/${known}`}
                aria-current={known === name ? 'page' : undefined}
              >
                <Icon sx={{ fontSize: 18 }} aria-hidden="true" />
                {t(`administration.${known}`)}
              </Link>
            </li>
          ))}
        </ul>
      </SideRegion>
      <StageRegion
        header={
          <header className={headerStyles.header}>
            <h1 className={headerStyles.title}>{title}</h1>
            <span className={headerStyles.space} />
            <Tooltip title={t('administration.close')}>
              <IconButton component={Link} to="/settings" aria-label={t('administration.close')}>
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </header>
        }
      >
        <div className={styles.page} style={{ maxInlineSize: 760 }}>
          <ForAdministrators>
            {name === 'users' && userId ? <UserSection userId={userId} /> : <Section />}
          </ForAdministrators>
          <ConfirmIdentity />
        </div>
      </StageRegion>
    </>
  )
}

function ForAdministrators({ children }: { children: ReactNode }) {
  const { account } = useClient()
  const { loaded, again } = useLoaded(account.me)
  if (loaded.status === 'loading') return <RowSkeletons rows={6} />
  if (loaded.status === 'failed') return <LoadFailed failure={loaded.failure} onRetry={again} />
  if (loaded.value.serverRole !== 'user') return children
  return <EmptyState title={t('administration.forbidden')} text={t('administration.forbiddenText')} />
}
