import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

type Props = { name: string; userName: string; busy: boolean; onSignOut: () => void }

export function AccountSettings({ name, userName, busy, onSignOut }: Props) {
  return (
    <section className={styles.group}>
      <h2>{t('account.signedInAs', { name })}</h2>
      <p className={styles.text}>{t('account.userNameIs', { name: userName })}</p>
      <div className={styles.line}>
        <Button variant="outlined" loading={busy} onClick={onSignOut}>
          {t('action.signOut')}
        </Button>
        <span className={styles.text}>{t('account.signOutText')}</span>
      </div>
    </section>
  )
}
