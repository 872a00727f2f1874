import { Suspense } from 'react'
import { useLocation, useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { AdministrationLink } from '../administration/administration-link.tsx'
import { SectionedPage } from '../shell/sectioned-page.tsx'
import { sections } from './sections.tsx'
import { useLeaveSettings } from './use-leave-settings.ts'

/** Where the settings were opened; only addresses of our own pages are ever put into the state. */
function originOf(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null
  return typeof from === 'string' && /^\/(?!\/|settings)/.test(from) ? from : '/'
}

export function SettingsPage() {
  const { section = 'devices' } = useParams()
  const state: unknown = useLocation().state
  const origin = originOf(state)
  // Esc leads there too, as the close button does.
  useLeaveSettings(origin)
  const { name, Section } = sections.find((known) => known.name === section) ?? sections[0]
  return (
    <SectionedPage
      title={t('settings.title')}
      path="/settings"
      sections={sections}
      current={name}
      titleOf={(known) => t(`settings.${known}`)}
      way={{ replace: true, state }}
      more={<AdministrationLink />}
      close={{ label: t('settings.close'), to: origin }}
    >
      <Suspense fallback={<RowSkeletons rows={4} />}>
        <Section />
      </Suspense>
    </SectionedPage>
  )
}
