import type { CommunityView } from '@chaos/protocol'
import CloseIcon from '@mui/icons-material/CloseRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { Suspense, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import styles from '../../components/settings/settings.module.css'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import headerStyles from '../../components/stage/stage-header.module.css'
import { ConfirmIdentity } from '../account/confirm-identity.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { CommunityMissing } from '../community/community-missing.tsx'
import { useLeaveSettings } from '../settings/use-leave-settings.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { sectionsFor } from './section.ts'
import { sections } from './sections.tsx'

/** What the people who run a community see and change. */
export function CommunitySettingsPage() {
  const { communityId = '' } = useParams()
  const { communities } = useClient()
  const view = useAppState((state) => state.communities.views[communityId])
  useEffect(() => void communities.open(communityId), [communities, communityId])
  if (view?.status === 'failed') return <CommunityMissing communityId={communityId} failure={view.failure} />
  return <Regions communityId={communityId} view={view?.status === 'ready' ? view.value : null} />
}

function Regions({ communityId, view }: { communityId: string; view: CommunityView | null }) {
  const { section } = useParams()
  const back = `/communities/${communityId}`
  const leave = useLeaveSettings(back)
  const shown = view ? sectionsFor(sections, view.permissions) : []
  const chosen = shown.find(({ name }) => name === section) ?? shown[0]
  const title = chosen ? chosen.title() : t('communitySettings.title')
  return (
    <>
      <PageTitle title={[title, view?.community.name].filter(Boolean).join(' · ')} />
      <SideRegion label={t('communitySettings.title')} title={<span>{view?.community.name}</span>}>
        <ul className={styles.navList}>
          {shown.map(({ name, title: words, Icon }) => (
            <li key={name}>
              <Link
                className={styles.navLink}
                to={`${back}/settings/${name}`}
                replace
                aria-current={name === chosen?.name ? 'page' : undefined}
              >
                <Icon sx={{ fontSize: 18 }} aria-hidden="true" />
                {words()}
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
            <Tooltip title={t('settings.close')}>
              <IconButton aria-label={t('settings.close')} onClick={leave}>
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </header>
        }
      >
        <div className={styles.page} style={{ maxInlineSize: 760 }}>
          <Suspense fallback={<RowSkeletons rows={4} />}>
            {view && chosen ? <chosen.Section view={view} key={communityId} /> : <RowSkeletons rows={6} />}
          </Suspense>
          <ConfirmIdentity />
        </div>
      </StageRegion>
    </>
  )
}
