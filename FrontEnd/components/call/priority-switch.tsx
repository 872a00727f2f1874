import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { t } from '../../assets/messages/t.ts'
import styles from './priority-switch.module.css'

/** Whether the others are quieter while the viewer speaks; for those who may. */
export function PrioritySwitch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <div className={styles.line}>
      <FormControlLabel
        control={<Switch size="small" checked={on} onChange={(_, checked) => onChange(checked)} />}
        label={t('priority.label')}
      />
      <span>{t('priority.text')}</span>
    </div>
  )
}
