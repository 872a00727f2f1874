import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './keys.module.css'

type Props = { onStay: () => void; onSetUp: () => void; onSignOut: () => void }

/** Before signing out where nothing else could bring the keys back. */
export function OnlyKeysDialog({ onStay, onSetUp, onSignOut }: Props) {
  const [leaving, setLeaving] = useState(false)
  const leave = () => {
    setLeaving(true)
    onSignOut()
  }
  return (
    <Dialog open onClose={onStay} maxWidth="sm" aria-labelledby="only-keys-title" aria-describedby="only-keys-text">
      <DialogTitle id="only-keys-title">{t('onlyKeys.title')}</DialogTitle>
      <DialogContent id="only-keys-text">{t('onlyKeys.text')}</DialogContent>
      <DialogActions className={styles.actions} disableSpacing>
        <Button color="error" loading={leaving} onClick={leave}>
          {t('onlyKeys.signOut')}
        </Button>
        <Button autoFocus onClick={onStay}>
          {t('onlyKeys.stay')}
        </Button>
        <Button variant="contained" onClick={onSetUp}>
          {t('keyRecovery.setUp')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
