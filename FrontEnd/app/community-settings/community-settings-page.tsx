import type { CommunityView } from '@chaos/protocol'
import { Suspense } from 'react'
import { useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { OpenedCommunity } from '../community/opened-community.tsx'
import { useLeaveSettings } from '../settings/use-leave-settings.ts'
import { SectionedPage } from '../shell/sectioned-page.tsx'
import { sectionsFor } from './section.ts'
import { sections } from './sections.tsx'

/** What the people who run a community see and change. */
export function CommunitySettingsPage() {
  return <OpenedCommunity>{(communityId, view) => <Regions communityId={communityId} view={view} />}</OpenedCommunity>
}

function Regions({ communityId, view }: { communityId: string; view: CommunityView | null }) {
  const { section } = useParams()
  const back = `/communities/${communityId}`
  useLeaveSettings(back)
  const shown = view ? sectionsFor(sections, view.permissions) : []
  const chosen = shown.find(({ name }) => name === section) ?? shown[0]
  return (
    <SectionedPage
      title={view?.community.name ?? t('communitySettings.title')}
      path={`${back}/settings`}
      sections={shown}
      current={chosen?.name ?? ''}
      titleOf={(name) => shown.find((known) => known.name === name)?.title() ?? t('communitySettings.title')}
      way={{ replace: true }}
      close={{ label: t('settings.close'), to: back }}
      wide
    >
      <Suspense fallback={<RowSkeletons rows={4} />}>
        {view && chosen ? <chosen.Section view={view} key={communityId} /> : <RowSkeletons rows={6} />}
      </Suspense>
    </SectionedPage>
  )
}
