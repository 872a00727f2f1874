import type { ApiFailure } from '@chaos/client-core'
import type { ChannelDraft } from '@chaos/protocol'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { CategoryChoice } from './category-choice.tsx'
import { readChannel } from './channel-fields.ts'
import { Choice } from './choice.tsx'
import styles from './form.module.css'
import { FormDialog } from './form-dialog.tsx'

type Props = {
  categories: readonly { id: string; name: string }[]
  categoryId: string | null
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (draft: ChannelDraft) => void
  onClose: () => void
}

/** What is chosen once, when a room is made. */
const usual = { kind: 'voice', encryption: 'e2ee', isTemporary: false } as const
type Chosen = Required<Pick<ChannelDraft, keyof typeof usual>> & { categoryId: string | null }

/** Makes a room. */
export function ChannelDialog({ categories, categoryId, busy, failure, onSubmit, onClose }: Props) {
  const [draft, setDraft] = useState({ name: '', limit: '' })
  const [chosen, setChosen] = useState<Chosen>({ ...usual, categoryId })
  const [touched, setTouched] = useState(false)
  const read = readChannel(draft)
  const errors = touched ? read.errors : {}
  // A taken name is said at the name; everything else above the form.
  const taken = failure?.code === 'channel_name_taken' ? failure : null
  const nameError = errors.name ?? (taken ? failureText(taken) : undefined)
  const submit = () => {
    setTouched(true)
    if (read.input) onSubmit({ ...read.input, ...chosen })
  }
  return (
    <FormDialog
      title={t('channel.createTitle')}
      submitLabel={t('action.create')}
      busy={busy}
      failure={taken ? null : failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('channel.name')}
        value={draft.name}
        autoFocus
        error={nameError !== undefined}
        helperText={nameError}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
      <Choices categories={categories} chosen={chosen} onChoose={setChosen} />
      <TextField
        label={t('channel.limit')}
        value={draft.limit}
        error={errors.limit !== undefined}
        helperText={errors.limit ?? t('channel.limitHelp')}
        onChange={(event) => setDraft({ ...draft, limit: event.target.value })}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
      />
    </FormDialog>
  )
}

type ChoicesProps = Pick<Props, 'categories'> & { chosen: Chosen; onChoose: (chosen: Chosen) => void }

function Choices({ categories, chosen, onChoose }: ChoicesProps) {
  return (
    <>
      <Choice
        label={t('channel.kind')}
        value={chosen.kind}
        options={['voice', 'stage']}
        wordsOf={(kind) => t(`channel.kind.${kind}`)}
        onChoose={(kind) => onChoose({ ...chosen, kind })}
      />
      <Choice
        label={t('channel.encryption')}
        value={chosen.encryption}
        options={['e2ee', 'open']}
        wordsOf={(encryption) => t(`channel.encryption.${encryption}`)}
        onChoose={(encryption) => onChoose({ ...chosen, encryption })}
      />
      <p className={styles.help}>{t('channel.encryptionHelp')}</p>
      {categories.length > 0 ? (
        <CategoryChoice
          categories={categories}
          categoryId={chosen.categoryId}
          onChoose={(categoryId) => onChoose({ ...chosen, categoryId })}
        />
      ) : null}
      <FormControlLabel
        control={
          <Switch
            checked={chosen.isTemporary}
            onChange={(_, isTemporary) => onChoose({ ...chosen, isTemporary })}
            slotProps={{ input: { 'aria-describedby': 'temporary-help' } }}
          />
        }
        label={t('channel.temporary')}
      />
      <p className={styles.help} id="temporary-help">
        {t('channel.temporaryText')}
      </p>
    </>
  )
}
