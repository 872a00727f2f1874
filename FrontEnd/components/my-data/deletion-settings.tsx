import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { TypedConfirmDialog } from '../forms/typed-confirm-dialog.tsx'
import styles from '../settings/settings.module.css'

type Props = { onDelete: () => void }

export function DeletionSettings({ onDelete }: Props) {
  return (
    <section className={styles.group} aria-labelledby="delete-title">
      <h2 id="delete-title">{t('myData.deleteTitle')}</h2>
      <p className={styles.text}>{t('myData.deleteText')}</p>
      <div className={styles.line}>
        <Button variant="outlined" color="error" onClick={onDelete}>
          {t('myData.delete')}
        </Button>
      </div>
    </section>
  )
}

type DialogProps = {
  userName: string
  busy: boolean
  failure: ApiFailure | null
  onConfirm: (userName: string) => void
  onClose: () => void
}

/** Asks for the own user name, so that no slip of the hand ends an account. */
export function DeletionDialog({ userName, ...rest }: DialogProps) {
  return (
    <TypedConfirmDialog
      {...rest}
      title={t('myData.deleteConfirmTitle')}
      text={t('myData.deleteConfirmText', { name: userName })}
      label={t('account.userName')}
      confirmLabel={t('myData.deleteConfirm')}
      mismatch="user_name_mismatch"
      isName={(typed) => typed.toLowerCase() === userName.toLowerCase()}
    />
  )
}
