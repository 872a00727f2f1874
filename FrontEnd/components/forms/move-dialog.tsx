import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { CategoryChoice } from './category-choice.tsx'

type Props = {
  name: string
  categories: readonly { id: string; name: string }[]
  categoryId: string | null
  onSubmit: (categoryId: string | null) => void
  onClose: () => void
}

/** Where a room goes. */
export function MoveDialog({ name, categories, categoryId, onSubmit, onClose }: Props) {
  const [chosen, setChosen] = useState(categoryId)
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="move-dialog">
      <DialogTitle id="move-dialog">{t('channel.moveTitle', { name })}</DialogTitle>
      <DialogContent>
        <div style={{ paddingBlockStart: 8 }}>
          <CategoryChoice categories={categories} categoryId={chosen} onChoose={setChosen} />
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button variant="contained" onClick={() => onSubmit(chosen)}>
          {t('channel.move')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
