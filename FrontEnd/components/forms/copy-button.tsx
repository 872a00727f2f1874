import CheckIcon from '@mui/icons-material/CheckRounded'
import CopyIcon from '@mui/icons-material/ContentCopyRounded'
import Button, { type ButtonProps } from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'

type Props = Pick<ButtonProps, 'variant' | 'sx'> & { copied: boolean; onCopy: () => void }

export function CopyButton({ copied, onCopy, ...look }: Props) {
  const Icon = copied ? CheckIcon : CopyIcon
  return (
    <Button {...look} startIcon={<Icon fontSize="small" />} onClick={onCopy}>
      {copied ? t('action.copied') : t('action.copy')}
    </Button>
  )
}
