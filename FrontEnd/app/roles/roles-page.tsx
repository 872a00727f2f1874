import { useEffect } from 'react'
import { useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { SettingsFrame } from '../community/settings-frame.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { RolesSection } from './roles-section.tsx'

/** /communities/:communityId/settings/roles */
export function RolesPage() {
  const { communityId = '' } = useParams()
  const { communities } = useClient()
  const view = useAppState((state) => state.communities.views[communityId])
  useEffect(() => void communities.open(communityId), [communities, communityId])
  return (
    <SettingsFrame
      title={t('roles.title')}
      place={view?.status === 'ready' ? view.value.community.name : ''}
      back={`/communities/${communityId}`}
      view={view}
      sections={[{ name: t('roles.title'), to: `/communities/${communityId}/settings/roles` }]}
      onRetry={() => void communities.open(communityId)}
    >
      {(value) => <RolesSection view={value} />}
    </SettingsFrame>
  )
}
