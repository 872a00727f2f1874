import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { type WordsEnd, wordsEnds } from './words-end.ts'

const ends: Record<WordsEnd, string> = {
  never: t('status.untilNever'),
  halfHour: t('status.untilHalfHour'),
  hour: t('status.untilHour'),
  fourHours: t('status.untilFourHours'),
  tomorrow: t('status.untilTomorrow'),
}
const isEnd = (text: string): text is WordsEnd => wordsEnds.some((end) => end === text)

type Props = {
  words: string
  busy: boolean
  failure: ApiFailure | null
  onSave: (words: string, end: WordsEnd) => void
  onClose: () => void
}

export function WordsDialog({ words, busy, failure, onSave, onClose }: Props) {
  const [text, setText] = useState(words)
  const [end, setEnd] = useState<WordsEnd>('never')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(text.trim(), end)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="words-title">
      <form onSubmit={submit}>
        <DialogTitle id="words-title">{t('status.wordsTitle')}</DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2, overflow: 'visible' }}>
          <TextField
            autoFocus
            label={t('status.wordsLabel')}
            helperText={t('status.wordsHelp')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 80 } }}
          />
          <TextField
            select
            label={t('status.until')}
            value={end}
            onChange={({ target: { value } }) => isEnd(value) && setEnd(value)}
          >
            {wordsEnds.map((value) => (
              <MenuItem key={value} value={value}>
                {ends[value]}
              </MenuItem>
            ))}
          </TextField>
          {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
