import TextField from '@mui/material/TextField'
import { CopyButton } from './copy-button.tsx'
import styles from './form.module.css'

type Props = { label: string; url: string; help: string; copied: boolean; onCopy: () => void }

/** A link to hand over: by the button, or from the field by hand. */
export function LinkField({ label, url, help, copied, onCopy }: Props) {
  return (
    <div className={styles.inline} style={{ paddingBlockStart: 8 }}>
      <TextField
        size="small"
        label={label}
        value={url}
        helperText={help}
        onFocus={(event) => event.target.select()}
        slotProps={{ htmlInput: { readOnly: true } }}
      />
      <CopyButton variant="contained" sx={{ minHeight: 40 }} copied={copied} onCopy={onCopy} />
    </div>
  )
}
