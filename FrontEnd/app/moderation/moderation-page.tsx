import CloseIcon from '@mui/icons-material/CloseRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { Suspense, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import settings from '../../components/settings/settings.module.css'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import header from '../../components/stage/stage-header.module.css'
import { useAppState, useClient } from '../client-context.ts'
import { CommunityMissing } from '../community/community-missing.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { Removed } from './removed.tsx'
import { moderationSections } from './sections.ts'

/** The settings of a community, as far as they are about keeping order. */
export function ModerationPage() {
  const { communityId = '', section = 'members' } = useParams()
  const { communities } = useClient()
  const loaded = useAppState((state) => state.communities.views[communityId])
  useEffect(() => void communities.open(communityId), [communities, communityId])
  const removal = useAppState((state) => state.communities.removals[communityId])
  if (removal) return <Removed removal={removal} />
  if (loaded?.status === 'failed') return <CommunityMissing communityId={communityId} failure={loaded.failure} />
  const view = loaded?.status === 'ready' ? loaded.value : null
  const mine = moderationSections.filter(({ needs }) => needs === null || view?.permissions.includes(needs))
  const shown = moderationSections.find(({ name }) => name === section) ?? moderationSections[0]
  const title = t(`${shown.name}.title`)
  return (
    <>
      <PageTitle title={[title, view?.community.name].filter(Boolean).join(' · ')} />
      <SideRegion label={t('moderation.settings')} title={<span>{view?.community.name ?? ''}</span>}>
        <ul className={settings.navList}>
          {mine.map(({ name, Icon }) => (
            <li key={name}>
              <Link
                className={settings.navLink}
                to={`/communities/${communityId}/settings/${name}`}
                aria-current={name === shown.name ? 'page' : undefined}
              >
                <Icon sx={{ fontSize: 18 }} aria-hidden="true" />
                {t(`${name}.title`)}
              </Link>
            </li>
          ))}
        </ul>
      </SideRegion>
      <StageRegion
        header={
          <header className={header.header}>
            <h1 className={header.title}>{title}</h1>
            <span className={header.space} />
            <Tooltip title={t('moderation.close')}>
              <IconButton component={Link} to={`/communities/${communityId}`} aria-label={t('moderation.close')}>
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </header>
        }
      >
        <div className={settings.page} style={{ maxInlineSize: 760 }}>
          <Suspense fallback={<RowSkeletons rows={8} avatar />}>
            {view === null ? <RowSkeletons rows={8} avatar /> : null}
            {view && mine.includes(shown) ? <shown.Section communityId={communityId} view={view} /> : null}
            {view && !mine.includes(shown) ? (
              <EmptyState title={t('moderation.forbidden')} text={t('moderation.forbiddenText')} />
            ) : null}
          </Suspense>
        </div>
      </StageRegion>
    </>
  )
}
