import type { CommunityPreview } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './discovery.module.css'

type Props = { preview: CommunityPreview; invitedBy?: string | null }

/** A community to somebody at its door. */
export function CommunityFacts({ preview, invitedBy = null }: Props) {
  const { community, memberCount, talkingCount, hasRules, verification } = preview
  const { id, name, icon, description } = community
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <div className={styles.head}>
        <Avatar id={id} name={name} picture={icon} size={56} shape="community" />
        <p className={styles.facts}>
          {invitedBy === null ? null : <span>{t('preview.invitedBy', { name: invitedBy })}</span>}
          <span>{t('invite.members', { count: memberCount })}</span>
          {talkingCount > 0 ? (
            <span className={styles.live}>{t('discover.talking', { count: talkingCount })}</span>
          ) : (
            <span>{t('discover.quiet')}</span>
          )}
        </p>
      </div>
      {description === '' ? null : <p className={styles.description}>{description}</p>}
      {hasRules ? <p className={styles.facts}>{t('preview.rules')}</p> : null}
      {verification === 'none' ? null : <p className={styles.facts}>{t(`preview.${verification}`)}</p>}
    </div>
  )
}
