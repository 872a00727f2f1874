import AddIcon from '@mui/icons-material/AddRounded'
import ExploreIcon from '@mui/icons-material/TravelExploreRounded'
import Skeleton from '@mui/material/Skeleton'
import Tooltip from '@mui/material/Tooltip'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { Logo } from '../brand/logo.tsx'
import { type Unread, UnreadMark } from '../notifications/unread-mark.tsx'
import styles from './community-rail.module.css'

export type RailCommunity = { id: string; name: string; icon: string | null; talking: boolean; missed: Unread }

type Props = {
  /** null while they are on their way. */
  communities: RailCommunity[] | null
  activeId: string | null
  homeActive: boolean
  /** In no community. */
  homeMissed: Unread
}

/** The narrow column at the edge: home, then one mark for each community, ringed while somebody talks there. */
export function CommunityRail({ communities, activeId, homeActive, homeMissed }: Props) {
  return (
    <nav className={styles.rail} aria-label={t('nav.communities')}>
      <Tooltip title={t('nav.home')} placement="right">
        <Link className={styles.home} to="/" aria-label={t('nav.home')} aria-current={homeActive ? 'page' : undefined}>
          <Logo size={30} />
          <RailMark {...homeMissed} />
        </Link>
      </Tooltip>
      <hr className={styles.line} />
      <ul className={styles.list}>
        {communities === null
          ? [0, 1].map((row) => (
              <li key={row}>
                <Skeleton variant="rounded" width={44} height={44} />
              </li>
            ))
          : communities.map((community) => (
              <RailEntry key={community.id} community={community} active={community.id === activeId} />
            ))}
        <li>
          <Tooltip title={t('community.add')} placement="right">
            <Link className={styles.add} to="/?add=1" aria-label={t('community.add')}>
              <AddIcon />
            </Link>
          </Tooltip>
        </li>
        <li>
          <Tooltip title={t('discover.open')} placement="right">
            <Link className={styles.add} to="/discover" aria-label={t('discover.open')}>
              <ExploreIcon />
            </Link>
          </Tooltip>
        </li>
      </ul>
    </nav>
  )
}

const RailMark = (missed: Unread) => (
  <span className={styles.missed}>
    <UnreadMark {...missed} />
  </span>
)

function RailEntry({
  community: { id, name, icon, talking, missed },
  active,
}: {
  community: RailCommunity
  active: boolean
}) {
  const label = talking ? t('community.talking', { name }) : name
  return (
    <li className={styles.entry} data-active={active}>
      <Tooltip title={label} placement="right">
        <Link
          className={styles.link}
          to={`/communities/${id}`}
          aria-label={label}
          aria-current={active ? 'page' : undefined}
        >
          <Avatar id={id} name={name} picture={icon} size={44} shape="community" speaking={talking} />
          <span className={styles.name}>{name}</span>
          <RailMark {...missed} />
        </Link>
      </Tooltip>
    </li>
  )
}
