import type { Passkey } from '@chaos/client-core/account'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import EditIcon from '@mui/icons-material/EditRounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import settings from '../settings/settings.module.css'
import styles from '../lists/record-list.module.css'

type Props = {
  passkeys: Passkey[]
  onAdd: () => void
  onRename: (passkey: Passkey) => void
  onRemove: (passkey: Passkey) => void
}

export function PasskeyList({ passkeys, onAdd, onRename, onRemove }: Props) {
  return (
    <section className={settings.group} aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{t('passkeys.title')}</h2>
      <p className={settings.text}>{t('passkeys.text')}</p>
      {passkeys.length === 0 ? <p className={settings.text}>{t('passkeys.none')}</p> : null}
      <ul className={styles.list}>
        {passkeys.map((passkey) => (
          <li key={passkey.id} className={styles.row}>
            <span className={styles.words}>
              <strong>{passkey.name}</strong>
              <span className={styles.quiet}>{historyOf(passkey)}</span>
            </span>
            <Tooltip title={t('passkeys.rename')}>
              <IconButton
                aria-label={t('passkeys.renameNamed', { name: passkey.name })}
                onClick={() => onRename(passkey)}
              >
                <EditIcon fontSize="small" />
              </IconButton>
            </Tooltip>
            <Tooltip title={t('passkeys.remove')}>
              <IconButton
                aria-label={t('passkeys.removeNamed', { name: passkey.name })}
                onClick={() => onRemove(passkey)}
              >
                <DeleteIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className={settings.line}>
        <Button variant="outlined" onClick={onAdd}>
          {t('passkeys.add')}
        </Button>
      </div>
    </section>
  )
}

function historyOf({ createdAt, lastUsedAt }: Passkey): string {
  const used = lastUsedAt === null ? t('passkeys.neverUsed') : t('passkeys.used', { date: formatShortDay(lastUsedAt) })
  return `${t('passkeys.added', { date: formatShortDay(createdAt) })}, ${used}`
}
