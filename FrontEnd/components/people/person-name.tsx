import WarningIcon from '@mui/icons-material/WarningAmberRounded'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import { mixesScripts } from './mixed-scripts.ts'
import styles from './people-list.module.css'

/** A display name, marked when it may be dressed up as another's. */
export function PersonName({ name }: { name: string }) {
  if (!mixesScripts(name)) return name
  return (
    <>
      <bdi>{name}</bdi>
      <Tooltip title={t('person.mixedScripts')}>
        <WarningIcon className={styles.mixed} titleAccess={t('person.mixedScripts')} />
      </Tooltip>
    </>
  )
}
