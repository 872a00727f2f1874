import { type BanDraft, moderationLimits, type TimeoutDraft } from '@chaos/protocol'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { type DialogState, FormDialog } from '../forms/form-dialog.tsx'
import { WordsField } from './words-field.tsx'

type Props = DialogState & { name: string }

function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const label = t('moderation.reason')
  const help = t('moderation.reasonHelp')
  return <WordsField {...{ label, help, value, onChange }} autoFocus maxLength={moderationLimits.reasonLength} />
}

export function KickDialog({ name, onKick, ...state }: Props & { onKick: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      {...state}
      dangerous
      title={t('kick.title', { name })}
      text={t('kick.text')}
      submitLabel={t('member.kick')}
      onSubmit={() => onKick(reason.trim())}
    >
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  )
}

const purges = ['0', '3600', '86400', '604800'] as const

export function BanDialog({ name, onBan, ...state }: Props & { onBan: (draft: BanDraft) => void }) {
  const [reason, setReason] = useState('')
  const [purge, setPurge] = useState<(typeof purges)[number]>('0')
  return (
    <FormDialog
      {...state}
      dangerous
      title={t('ban.title', { name })}
      text={t('ban.text')}
      submitLabel={t('member.ban')}
      onSubmit={() => onBan({ reason: reason.trim(), purgeSeconds: Number(purge) })}
    >
      <ReasonField value={reason} onChange={setReason} />
      <Choice
        label={t('ban.purge')}
        value={purge}
        options={purges}
        wordsOf={(seconds) => t(`ban.purge.${seconds}`)}
        onChoose={setPurge}
      />
    </FormDialog>
  )
}

const lengths = ['60', '600', '3600', '86400', '604800', '2419200'] as const

export function TimeoutDialog({ name, onTimeout, ...state }: Props & { onTimeout: (draft: TimeoutDraft) => void }) {
  const [reason, setReason] = useState('')
  const [length, setLength] = useState<(typeof lengths)[number]>('600')
  return (
    <FormDialog
      {...state}
      dangerous
      title={t('timeoutDialog.title', { name })}
      text={t('timeoutDialog.text')}
      submitLabel={t('member.timeout')}
      onSubmit={() => onTimeout({ reason: reason.trim(), seconds: Number(length) })}
    >
      <Choice
        label={t('timeoutDialog.length')}
        value={length}
        options={lengths}
        wordsOf={(seconds) => t(`timeoutDialog.${seconds}`)}
        onChoose={setLength}
      />
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  )
}

type NicknameProps = Props & { nickname: string | null; onRename: (nickname: string | null) => void }

export function NicknameDialog({ name, nickname, onRename, ...state }: NicknameProps) {
  const [text, setText] = useState(nickname ?? '')
  return (
    <FormDialog
      {...state}
      title={t('nickname.title', { name })}
      submitLabel={t('action.save')}
      onSubmit={() => onRename(text.trim() === '' ? null : text.trim())}
    >
      <TextField
        autoFocus
        label={t('nickname.label')}
        value={text}
        helperText={t('nickname.help')}
        onChange={({ target }) => setText(target.value)}
        slotProps={{ htmlInput: { maxLength: moderationLimits.nicknameLength } }}
      />
    </FormDialog>
  )
}
