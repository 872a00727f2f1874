import type { Report, ReportState } from '@chaos/protocol'
import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../../components/forms/choice.tsx'
import { OwnReportList, ReportList } from '../../components/moderation/report-list.tsx'
import settings from '../../components/settings/settings.module.css'
import { Paged } from '../administration/paged.tsx'
import { usePages } from '../administration/use-pages.ts'
import { ReportDetails } from './report-details.tsx'
import type { SectionProps } from '../community-settings/section.ts'
import { useModeration } from './use-moderation.ts'

const states = ['open', 'in_progress', 'resolved', 'dismissed'] as const

/** The queue, for those who handle it, and what became of one's own reports, for everybody. */
export function ReportsSection({ view }: SectionProps) {
  const communityId = view.community.id
  return (
    <>
      {view.permissions.includes('handle_reports') ? <Queue view={view} /> : null}
      <section className={settings.group} aria-labelledby="own-reports">
        <h2 id="own-reports">{t('reports.mine')}</h2>
        <Own communityId={communityId} />
      </section>
    </>
  )
}

function Queue({ view }: SectionProps) {
  const communityId = view.community.id
  const moderation = useModeration(communityId)
  const [state, setState] = useState<ReportState>('open')
  const [opened, setOpened] = useState<Report | null>(null)
  const read = useCallback(
    (cursor: string | undefined) => moderation.reports({ state, ...(cursor === undefined ? {} : { cursor }) }),
    [moderation, state],
  )
  const { pages, busy, more, again } = usePages(read)
  const close = () => {
    setOpened(null)
    again()
  }
  return (
    <section className={settings.group} aria-labelledby="report-queue">
      <h2 id="report-queue">{t('reports.queue')}</h2>
      {opened ? (
        <ReportDetails communityId={communityId} view={view} report={opened} onBack={close} />
      ) : (
        <>
          <Choice
            label={t('reports.state')}
            value={state}
            options={states}
            wordsOf={(one) => t(`report.state.${one}`)}
            onChoose={setState}
          />
          <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
            {(reports) => <ReportList reports={reports} onOpen={setOpened} />}
          </Paged>
        </>
      )}
    </section>
  )
}

function Own({ communityId }: { communityId: string }) {
  const moderation = useModeration(communityId)
  const { pages, busy, more, again } = usePages(moderation.ownReports)
  return (
    <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
      {(reports) => <OwnReportList reports={reports} />}
    </Paged>
  )
}
