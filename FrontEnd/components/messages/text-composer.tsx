import MicIcon from '@mui/icons-material/MicRounded'
import SendIcon from '@mui/icons-material/SendRounded'
import { messageLimits } from '@chaos/protocol'
import IconButton from '@mui/material/IconButton'
import TextField from '@mui/material/TextField'
import Tooltip from '@mui/material/Tooltip'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './recorder.module.css'
import { useHold } from './use-hold.ts'

type Props = {
  /** Resolves to whether it was sent; what was not stays in the field. */
  onPost: (text: string) => Promise<boolean>
  /** null: this device cannot record. */
  record: { onStart: () => void; onRelease: () => void } | null
}

/** The record button, largest; beside it the field for those who cannot speak now. */
export function TextComposer({ onPost, record }: Props) {
  const [text, setText] = useState('')
  const [isPosting, setPosting] = useState(false)
  const post = async () => {
    const trimmed = text.trim()
    if (trimmed === '' || isPosting) return
    setPosting(true)
    if (await onPost(trimmed)) setText('')
    setPosting(false)
  }
  const hold = useHold(record)
  return (
    <div className={styles.line}>
      {record ? (
        <Tooltip title={t('recorder.hold')}>
          <IconButton className={styles.record ?? ''} aria-label={t('recorder.start')} {...hold}>
            <MicIcon />
          </IconButton>
        </Tooltip>
      ) : null}
      <TextField
        fullWidth
        multiline
        maxRows={6}
        size="small"
        label={t('messages.write')}
        value={text}
        slotProps={{ htmlInput: { maxLength: messageLimits.textLength } }}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          void post()
        }}
      />
      <IconButton
        aria-label={t('messages.post')}
        disabled={text.trim() === '' || isPosting}
        onClick={() => void post()}
      >
        <SendIcon />
      </IconButton>
    </div>
  )
}
