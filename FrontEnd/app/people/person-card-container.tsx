import { type Loadable, trustMark } from '@chaos/client-core'
import type { PersonProfile, RelationshipKind } from '@chaos/protocol'
import { type ReactNode, useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { PersonActions } from '../../components/profile/person-actions.tsx'
import { PersonCard } from '../../components/profile/person-card.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useAppState, useClient } from '../client-context.ts'
import { CompareNumbers } from '../keys/compare-numbers.tsx'
import { TrustNotice } from '../keys/trust-notice.tsx'
import { useFollowedTrust } from '../keys/use-followed-trust.ts'
import { BlockDialog } from './block-dialog.tsx'
import { OpenConversation } from './open-conversation.tsx'
import { activityOf, offline } from './people-selectors.ts'
import { relationFailure, useRelate } from './use-relate.ts'
import { useWatchedPeople } from './use-watched-people.ts'

type Props = {
  person: { userId: string; name: string; picture: string | null }
  anchor: HTMLElement
  /** What else can be done about them where they were met. */
  children?: ReactNode
  onClose: () => void
}

/** With friends, and with people of one's communities. */
function mayTalk(kind: RelationshipKind | null, profile: Loadable<PersonProfile>): boolean {
  const shares = profile.status === 'ready' && profile.value.mutualCommunities.length > 0
  return kind === 'friend' || (kind !== 'blocked' && shares)
}

/** Somebody's card, wherever they were met. */
export function PersonCardContainer({ person, anchor, children, onClose }: Props) {
  const { people } = useClient()
  const { userId, name } = person
  const { loaded } = useLoaded(useCallback(() => people.profile(userId), [people, userId]))
  const self = useAppState(({ session }) => session.kind === 'signedIn' && session.user.id === userId)
  const kind = useAppState((state) => state.people.relationships[userId]?.kind ?? null)
  const seen = useAppState((state) => state.people.seen[userId] ?? offline)
  const activity = useAppState((state) => activityOf(state, userId))
  const [asking, setAsking] = useState<'block' | 'endFriendship' | null>(null)
  const { busyId, failure, request, relate } = useRelate()
  const mark = useAppState((state) => trustMark(state.trust[userId]))
  useWatchedPeople([userId])
  useFollowedTrust(self ? [] : [userId])
  return (
    <>
      <PersonCard
        person={person}
        anchor={anchor}
        profile={loaded}
        mark={mark}
        presence={self || kind === 'blocked' ? null : { ...seen, activity }}
        onClose={onClose}
      >
        {self ? null : (
          <PersonActions
            kind={kind}
            busy={busyId !== null}
            failure={failure ? relationFailure(failure) : null}
            onRequest={() => void request(userId)}
            onAct={(action) => void relate(action, userId)}
            onAsk={setAsking}
          >
            <TrustNotice userId={userId} name={name} />
            {mayTalk(kind, loaded) ? <OpenConversation userId={userId} onDone={onClose} /> : null}
            <CompareNumbers userId={userId} name={name} />
          </PersonActions>
        )}
        {children}
      </PersonCard>
      {asking === 'block' ? (
        <BlockDialog userId={userId} name={name} onClose={() => setAsking(null)} onDone={onClose} />
      ) : null}
      {asking === 'endFriendship' ? (
        <ConfirmDialog
          title={t('friends.removeTitle', { name })}
          text={t('friends.removeText')}
          confirmLabel={t('friends.remove')}
          busy={busyId !== null}
          failure={failure}
          onConfirm={() => void relate('endFriendship', userId).then((done) => done && onClose())}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  )
}
