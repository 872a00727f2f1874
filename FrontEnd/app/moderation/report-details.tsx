import type { CommunityView, Report } from '@chaos/protocol'
import BackIcon from '@mui/icons-material/ArrowBackRounded'
import Button from '@mui/material/Button'
import { useCallback, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { OneFieldForm } from '../../components/forms/one-field-form.tsx'
import { CloseReportDialog } from '../../components/moderation/close-report-dialog.tsx'
import { NoteList } from '../../components/moderation/note-list.tsx'
import { ReportActions, ReportList } from '../../components/moderation/report-list.tsx'
import { LoadFailed } from '../../components/feedback/load-failed.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useMutation } from '../community/use-mutation.ts'
import { MemberActionsContainer } from './member-menu-container.tsx'
import { useMemberActs } from './use-member-acts.tsx'
import { useModeration } from './use-moderation.ts'

type Props = { communityId: string; view: CommunityView; report: Report; onBack: () => void }

/** One report: who it is about, what moderators wrote to each other, and what is left to do. */
export function ReportDetails({ communityId, view, report, onBack }: Props) {
  const moderation = useModeration(communityId)
  const { busy, failure, run } = useMutation()
  const [state, setState] = useState(report.state)
  const [closing, setClosing] = useState<'resolved' | 'dismissed' | null>(null)
  const { act, elements } = useMemberActs(communityId, view)
  const { id, subject } = report
  return (
    <>
      <Button startIcon={<BackIcon />} sx={{ alignSelf: 'flex-start' }} onClick={onBack}>
        {t('reports.back')}
      </Button>
      <ReportList reports={[{ ...report, state }]} />
      {failure && !closing ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <ReportActions
        state={state}
        busy={busy}
        onTake={() => run(moderation.takeReport(id), () => setState('in_progress'))}
        onResolve={() => setClosing('resolved')}
        onDismiss={() => setClosing('dismissed')}
      />
      {subject ? (
        <MemberActionsContainer
          communityId={communityId}
          view={view}
          userId={subject.id}
          name={subject.displayName}
          onAct={act}
        />
      ) : null}
      <Notes communityId={communityId} reportId={id} />
      {closing ? (
        <CloseReportDialog
          how={closing}
          busy={busy}
          failure={failure}
          onClose={() => setClosing(null)}
          onCloseReport={(note) =>
            run(moderation.closeReport(id, { state: closing, ...(note === '' ? {} : { note }) }), onBack)
          }
        />
      ) : null}
      {elements}
    </>
  )
}

function Notes({ communityId, reportId }: { communityId: string; reportId: string }) {
  const moderation = useModeration(communityId)
  const { loaded, again } = useLoaded(useCallback(() => moderation.notes(reportId), [moderation, reportId]))
  const { busy, failure, run } = useMutation()
  // Another key empties the field once the note is there.
  const [written, setWritten] = useState(0)
  if (loaded.status === 'loading') return <RowSkeletons rows={2} />
  if (loaded.status === 'failed') return <LoadFailed failure={loaded.failure} onRetry={again} />
  return (
    <>
      <h3 style={{ margin: 0 }}>{t('reports.notes')}</h3>
      <NoteList notes={loaded.value} />
      <OneFieldForm
        key={written}
        label={t('reports.note')}
        submitLabel={t('reports.addNote')}
        maxLength={1000}
        busy={busy}
        failure={failure}
        check={(text) => (text === '' ? t('reports.needNote') : null)}
        onSubmit={(text) =>
          run(moderation.addNote(reportId, text), () => {
            setWritten(written + 1)
            again()
          })
        }
      />
    </>
  )
}
