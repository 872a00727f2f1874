import type { Loadable } from '@chaos/client-core'
import type { CommunityView } from '@chaos/protocol'
import CloseIcon from '@mui/icons-material/CloseRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { type ReactNode, useEffect } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import settingsStyles from '../../components/settings/settings.module.css'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import headerStyles from '../../components/stage/stage-header.module.css'
import { LoadFailed } from '../administration/paged.tsx'
import { PageTitle } from '../wiring/page-title.tsx'

type Props = {
  title: string
  /** What is set here: the community or the room. */
  place: string
  /** Where Esc and the close button lead. */
  back: string
  view: Loadable<CommunityView> | undefined
  sections: readonly { name: string; to: string }[]
  onRetry: () => void
  children: (view: CommunityView) => ReactNode
}

/** A page of settings within a community: its sections at the side, one of them on the stage. */
export function SettingsFrame({ title, place, back, view, sections, onRetry, children }: Props) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      const covered = document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]')
      if (event.key === 'Escape' && !event.defaultPrevented && !covered) void navigate(back)
    }
    addEventListener('keydown', keyDown)
    return () => removeEventListener('keydown', keyDown)
  }, [navigate, back])
  return (
    <>
      <PageTitle title={`${title} · ${place}`} />
      <SideRegion label={t('nav.settings')} title={<span>{place}</span>}>
        <ul className={settingsStyles.navList}>
          {sections.map(({ name, to }) => (
            <li key={to}>
              <Link
                className={settingsStyles.navLink}
                to={to}
                replace
                aria-current={to === pathname ? 'page' : undefined}
              >
                {name}
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
            <Tooltip title={t('channel.settingsClose')}>
              <IconButton component={Link} to={back} aria-label={t('channel.settingsClose')}>
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </header>
        }
      >
        <div className={settingsStyles.page}>
          {view?.status === 'ready' ? (
            children(view.value)
          ) : view?.status === 'failed' ? (
            <LoadFailed failure={view.failure} onRetry={onRetry} />
          ) : (
            <RowSkeletons rows={6} />
          )}
        </div>
      </StageRegion>
    </>
  )
}
