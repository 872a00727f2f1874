import { moderationLimits } from '@chaos/protocol'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { type DialogState, FormDialog } from '../forms/form-dialog.tsx'
import { WordsField } from './words-field.tsx'

type Props = DialogState & { how: 'resolved' | 'dismissed'; onCloseReport: (note: string) => void }

export function CloseReportDialog({ how, onCloseReport, ...state }: Props) {
  const [note, setNote] = useState('')
  const resolved = how === 'resolved'
  return (
    <FormDialog
      {...state}
      title={resolved ? t('reports.resolveTitle') : t('reports.dismissTitle')}
      text={t('reports.closeText')}
      submitLabel={resolved ? t('reports.resolve') : t('reports.dismiss')}
      onSubmit={() => onCloseReport(note.trim())}
    >
      <WordsField
        autoFocus
        label={t('reports.closeNote')}
        value={note}
        minRows={2}
        maxLength={moderationLimits.noteWords}
        onChange={setNote}
      />
    </FormDialog>
  )
}
