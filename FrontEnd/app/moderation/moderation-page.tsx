import type { CommunityView } from '@chaos/protocol'
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
import { Unshown } from '../community/unshown.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { moderationSections } from './sections.ts'

type Shown = (typeof moderationSections)[number]
type PartProps = { communityId: string; view: CommunityView | null; shown: Shown }

const isFor = (view: CommunityView | null, { needs }: Shown): boolean =>
  needs === null || view?.permissions.includes(needs) === true

/** The settings of a community, as far as they are about keeping order. */
export function ModerationPage() {
  const { communityId = '', section = 'members' } = useParams()
  const { communities } = useClient()
  const loaded = useAppState((state) => state.communities.views[communityId])
  useEffect(() => void communities.open(communityId), [communities, communityId])
  const view = loaded?.status === 'ready' ? loaded.value : null
  const shown = moderationSections.find(({ name }) => name === section) ?? moderationSections[0]
  const parts = { communityId, view, shown }
  return (
    <Unshown communityId={communityId}>
      <PageTitle title={[t(`${shown.name}.title`), view?.community.name].filter(Boolean).join(' · ')} />
      <Sections {...parts} />
      <StageRegion header={<Header {...parts} />}>
        <div className={settings.page} style={{ maxInlineSize: 760 }}>
          <Suspense fallback={<RowSkeletons rows={8} avatar />}>
            <Content {...parts} />
          </Suspense>
        </div>
      </StageRegion>
    </Unshown>
  )
}

function Sections({ communityId, view, shown }: PartProps) {
  return (
    <SideRegion label={t('moderation.settings')} title={<span>{view?.community.name ?? ''}</span>}>
      <ul className={settings.navList}>
        {moderationSections
          .filter((section) => isFor(view, section))
          .map(({ name, Icon }) => (
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
  )
}

function Header({ communityId, shown }: PartProps) {
  return (
    <header className={header.header}>
      <h1 className={header.title}>{t(`${shown.name}.title`)}</h1>
      <span className={header.space} />
      <Tooltip title={t('moderation.close')}>
        <IconButton component={Link} to={`/communities/${communityId}`} aria-label={t('moderation.close')}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </header>
  )
}

function Content({ communityId, view, shown }: PartProps) {
  if (view === null) return <RowSkeletons rows={8} avatar />
  if (isFor(view, shown)) return <shown.Section communityId={communityId} view={view} />
  return <EmptyState title={t('moderation.forbidden')} text={t('moderation.forbiddenText')} />
}
