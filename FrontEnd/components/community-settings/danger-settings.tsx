import type { Member } from '@chaos/protocol'
import Autocomplete from '@mui/material/Autocomplete'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from '../settings/settings.module.css'

export function LeaveSettings({ isOwner, onLeave }: { isOwner: boolean; onLeave: () => void }) {
  return (
    <section className={styles.group} aria-labelledby="leave-title">
      <h2 id="leave-title">{t('communitySettings.leave')}</h2>
      <p className={styles.text}>{isOwner ? t('communitySettings.leaveOwner') : t('communitySettings.leaveText')}</p>
      <div className={styles.line}>
        <Button variant="outlined" color="error" disabled={isOwner} onClick={onLeave}>
          {t('communitySettings.leaveAction')}
        </Button>
      </div>
    </section>
  )
}

export type Heir = Pick<Member, 'userId' | 'displayName' | 'userName'>
type HandOverProps = { heirs: readonly Heir[]; onHandOver: (heir: Heir) => void }

export function HandOverSettings({ heirs, onHandOver }: HandOverProps) {
  const [heir, setHeir] = useState<Heir | null>(null)
  return (
    <section className={styles.group} aria-labelledby="hand-over-title">
      <h2 id="hand-over-title">{t('communitySettings.handOver')}</h2>
      <p className={styles.text}>{t('communitySettings.handOverText')}</p>
      <div className={styles.line}>
        <Autocomplete
          sx={{ flex: '1 1 240px' }}
          options={[...heirs]}
          value={heir}
          onChange={(_, chosen) => setHeir(chosen)}
          getOptionKey={({ userId }) => userId}
          getOptionLabel={({ displayName, userName }) => `${displayName} (${userName})`}
          isOptionEqualToValue={(one, other) => one.userId === other.userId}
          noOptionsText={t('communitySettings.nobody')}
          renderInput={(field) => <TextField {...field} size="small" label={t('communitySettings.handOverTo')} />}
        />
        <Button
          variant="outlined"
          color="error"
          disabled={heir === null}
          onClick={() => {
            if (heir) onHandOver(heir)
          }}
        >
          {t('communitySettings.handOverAction')}
        </Button>
      </div>
    </section>
  )
}

export function DeleteSettings({ onDelete }: { onDelete: () => void }) {
  return (
    <section className={styles.group} aria-labelledby="delete-title">
      <h2 id="delete-title">{t('communitySettings.delete')}</h2>
      <p className={styles.text}>{t('communitySettings.deleteText')}</p>
      <div className={styles.line}>
        <Button variant="outlined" color="error" onClick={onDelete}>
          {t('communitySettings.delete')}
        </Button>
      </div>
    </section>
  )
}
