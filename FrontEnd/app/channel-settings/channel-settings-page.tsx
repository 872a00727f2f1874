import type { CommunityView } from '@chaos/protocol'
import PermissionsIcon from '@mui/icons-material/KeyRounded'
import GeneralIcon from '@mui/icons-material/TuneRounded'
import { useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { OpenedCommunity } from '../community/opened-community.tsx'
import { useLeaveSettings } from '../settings/use-leave-settings.ts'
import { SectionedPage } from '../shell/sectioned-page.tsx'
import { GeneralSection } from './general-section.tsx'
import { PermissionsSection } from './permissions-section.tsx'

const sections = [
  { name: 'general', needs: 'manage_channels', Icon: GeneralIcon, Section: GeneralSection },
  { name: 'permissions', needs: 'manage_roles', Icon: PermissionsIcon, Section: PermissionsSection },
] as const

type Known = (typeof sections)[number]
const chosen = (allowed: readonly Known[], section: string): Known =>
  allowed.find(({ name }) => name === section) ?? allowed[0] ?? sections[0]

/** /communities/:communityId/channels/:channelId/settings/:section? */
export function ChannelSettingsPage() {
  return <OpenedCommunity>{(communityId, view) => <Regions communityId={communityId} view={view} />}</OpenedCommunity>
}

function Regions({ communityId, view }: { communityId: string; view: CommunityView | null }) {
  const { channelId = '', section = '' } = useParams()
  const back = `/communities/${communityId}/channels/${channelId}`
  useLeaveSettings(back)
  const allowed = sections.filter(({ needs }) => view?.permissions.includes(needs))
  const { name, Section } = chosen(allowed, section)
  const room = view?.channels.find(({ id }) => id === channelId)?.name ?? ''
  return (
    <SectionedPage
      title={t('channel.settings', { name: room })}
      path={`${back}/settings`}
      sections={allowed}
      current={name}
      titleOf={(known) => t(`channel.${known}`)}
      way={{ replace: true }}
      close={{ label: t('channel.settingsClose'), to: back }}
    >
      {view ? (
        <Shown view={view} channelId={channelId} allowed={allowed.length > 0} Section={Section} />
      ) : (
        <RowSkeletons rows={6} />
      )}
    </SectionedPage>
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
