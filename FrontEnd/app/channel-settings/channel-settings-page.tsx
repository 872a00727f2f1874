import type { CommunityView } from '@chaos/protocol'
import { useEffect } from 'react'
import { useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { SettingsFrame } from '../community/settings-frame.tsx'
import { GeneralSection } from './general-section.tsx'
import { PermissionsSection } from './permissions-section.tsx'

const sections = [
  { name: 'general', needs: 'manage_channels', Section: GeneralSection },
  { name: 'permissions', needs: 'manage_roles', Section: PermissionsSection },
] as const

type Known = (typeof sections)[number]
const chosen = (allowed: readonly Known[], section: string): Known =>
  allowed.find(({ name }) => name === section) ?? allowed[0] ?? sections[0]

/** /communities/:communityId/channels/:channelId/settings/:section? */
export function ChannelSettingsPage() {
  const { communityId = '', channelId = '', section = '' } = useParams()
  const { communities } = useClient()
  const view = useAppState((state) => state.communities.views[communityId])
  useEffect(() => void communities.open(communityId), [communities, communityId])
  const back = `/communities/${communityId}/channels/${channelId}`
  const own = view?.status === 'ready' ? view.value : null
  const allowed = sections.filter(({ needs }) => own?.permissions.includes(needs))
  const { name, Section } = chosen(allowed, section)
  const room = own?.channels.find(({ id }) => id === channelId)?.name ?? ''
  return (
    <SettingsFrame
      title={t(`channel.${name}`)}
      place={t('channel.settings', { name: room })}
      back={back}
      view={view}
      sections={allowed.map((known) => ({ name: t(`channel.${known.name}`), to: `${back}/settings/${known.name}` }))}
      onRetry={() => void communities.open(communityId)}
    >
      {(value) => <Shown view={value} channelId={channelId} allowed={allowed.length > 0} Section={Section} />}
    </SettingsFrame>
  )
}

type ShownProps = {
  view: CommunityView
  channelId: string
  allowed: boolean
  Section: Known['Section']
}

function Shown({ view, channelId, allowed, Section }: ShownProps) {
  const channel = view.channels.find(({ id }) => id === channelId)
  if (!channel) return <EmptyState title={t('channel.goneTitle')} text={t('channel.goneText')} />
  if (!allowed) return <EmptyState title={t('roles.forbidden')} text={t('roles.forbiddenText')} />
  return <Section key={channelId} view={view} channel={channel} />
}
