import { moderationLimits, type ReportReason } from '@chaos/protocol'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { type DialogState, FormDialog } from '../forms/form-dialog.tsx'
import { WordsField } from './words-field.tsx'

const reasons = ['harassment', 'hate', 'spam', 'sexual', 'violence', 'privacy', 'other'] as const

type Props = DialogState & { name: string; onReport: (reason: ReportReason, words: string) => void }

export function ReportDialog({ name, onReport, ...state }: Props) {
  const [reason, setReason] = useState<ReportReason>('harassment')
  const [words, setWords] = useState('')
  return (
    <FormDialog
      {...state}
      title={t('report.title', { name })}
      text={t('report.text', { name })}
      submitLabel={t('report.send')}
      onSubmit={() => onReport(reason, words.trim())}
    >
      <Choice
        label={t('report.reason')}
        value={reason}
        options={reasons}
        wordsOf={(one) => t(`report.reason.${one}`)}
        onChoose={setReason}
      />
      <WordsField
        label={t('report.words')}
        value={words}
        minRows={3}
        maxLength={moderationLimits.reportWords}
        onChange={setWords}
      />
    </FormDialog>
  )
}
