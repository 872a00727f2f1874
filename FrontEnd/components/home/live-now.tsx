import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './live-now.module.css'

export type LiveRoom = {
  channelId: string
  communityId: string
  channelName: string
  communityName: string
  people: { userId: string; name: string; picture: string | null; speaking: boolean }[]
}

const facesShown = 5

/** Rooms with somebody in them, wherever the viewer is a member. */
export function LiveNow({ rooms }: { rooms: LiveRoom[] }) {
  if (rooms.length === 0) return <p className={styles.none}>{t('home.liveEmpty')}</p>
  return (
    <ul className={styles.list}>
      {rooms.map(({ channelId, communityId, channelName, communityName, people }) => (
        <li key={channelId}>
          <Link className={styles.room} to={`/communities/${communityId}/channels/${channelId}`}>
            <span className={styles.name}>{channelName}</span>
            <span className={styles.community}>{communityName}</span>
            <span className={styles.faces}>
              {people.slice(0, facesShown).map(({ userId, name, picture, speaking }) => (
                <Avatar key={userId} id={userId} name={name} picture={picture} size={24} speaking={speaking} />
              ))}
              <span className={styles.count}>{t('lobby.present', { count: people.length })}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
