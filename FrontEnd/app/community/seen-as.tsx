import { createRoles } from '@chaos/client-core/roles'
import type { CommunityView, RoleView } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { useMemo } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { PermissionList } from '../../components/roles/permission-list.tsx'
import { roleName } from '../../components/roles/role-name.ts'
import { useAppState, useClient } from '../client-context.ts'

/** The eyes of another role through which this community is looked at; null: the viewer's own. */
export function useSeenAs(communityId: string): RoleView | null {
  const seen = useAppState((state) => state.communities.seenAs)
  return seen?.role.communityId === communityId ? seen : null
}

/** A community as that role sees it. Nothing in it can be changed, so nothing is allowed. */
export function useSeenView(communityId: string, view: CommunityView | null): CommunityView | null {
  const seen = useSeenAs(communityId)
  return useMemo(() => {
    if (!view || !seen) return view
    const channels = seen.channels.map(({ channel }) => channel)
    return { ...view, categories: seen.categories, channels, permissions: [] }
  }, [view, seen])
}

export function SeenAsBanner({ communityId }: { communityId: string }) {
  const { session, store } = useClient()
  const seen = useSeenAs(communityId)
  if (!seen) return null
  const back = () => createRoles({ call: session.call, dispatch: store.dispatch }).lookAsSelf()
  return (
    <div style={{ padding: 8 }}>
      <Notice
        tone="warning"
        title={t('roles.seenAs', { name: roleName(seen.role) })}
        actions={
          <Button size="small" onClick={back}>
            {t('roles.seenAsBack')}
          </Button>
        }
      >
        {t('roles.seenAsText')}
      </Notice>
    </div>
  )
}

/** Instead of the room: what somebody with that role may in it. */
export function SeenRoom({ communityId, channelId }: { communityId: string; channelId: string }) {
  const seen = useSeenAs(communityId)
  const found = seen?.channels.find(({ channel }) => channel.id === channelId)
  if (!found) return null
  return (
    <div style={{ padding: 24, display: 'flex', flexDirection: 'column', gap: 16 }}>
      <SeenAsBanner communityId={communityId} />
      <PermissionList
        title={t('roles.seenMay', { room: found.channel.name })}
        permissions={found.permissions}
        none={t('roles.seenMayNothing')}
      />
    </div>
  )
}
