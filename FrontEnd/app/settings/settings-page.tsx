import CloseIcon from '@mui/icons-material/CloseRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { Suspense } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import headerStyles from '../../components/stage/stage-header.module.css'
import styles from '../../components/settings/settings.module.css'
import { PageTitle } from '../wiring/page-title.tsx'
import { ConfirmIdentity } from '../account/confirm-identity.tsx'
import { AdministrationLink } from '../administration/administration-link.tsx'
import { sections } from './sections.tsx'
import { useLeaveSettings } from './use-leave-settings.ts'

/** Where the settings were opened; only addresses of our own pages are ever put into the state. */
function originOf(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null
  return typeof from === 'string' && /^\/(?!\/|settings)/.test(from) ? from : '/'
}

export function SettingsPage() {
  const { section = 'devices' } = useParams()
  const state: unknown = useLocation().state
  // Esc and the close button lead back to where the settings were opened, or home.
  const leave = useLeaveSettings(originOf(state))
  const { name, Section } = sections.find((known) => known.name === section) ?? sections[0]
  const title = t(`settings.${name}`)
  return (
    <>
      <PageTitle title={`${title} · ${t('settings.title')}`} />
      <SideRegion label={t('settings.title')} title={<span>{t('settings.title')}</span>}>
        <ul className={styles.navList}>
          {sections.map(({ name: known, Icon }) => (
            <li key={known}>
              <Link
                className={styles.navLink}
                to={`/settings/${known}`}
                replace
                state={state}
                aria-current={known === name ? 'page' : undefined}
              >
                <Icon sx={{ fontSize: 18 }} aria-hidden="true" />
                {t(`settings.${known}`)}
              </Link>
            </li>
          ))}
          <AdministrationLink />
        </ul>
      </SideRegion>
      <StageRegion
        header={
          <header className={headerStyles.header}>
            <h1 className={headerStyles.title}>{title}</h1>
            <span className={headerStyles.space} />
            <Tooltip title={t('settings.close')}>
              <IconButton aria-label={t('settings.close')} onClick={leave}>
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </header>
        }
      >
        <div className={styles.page}>
          <Suspense fallback={<RowSkeletons rows={4} />}>
            <Section />
          </Suspense>
          <ConfirmIdentity />
        </div>
      </StageRegion>
    </>
  )
}
