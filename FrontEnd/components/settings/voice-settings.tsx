import type { Preferences } from '@chaos/client-core'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

const names = ['joinMuted', 'noiseSuppression', 'automaticGain'] as const

type Chosen = Pick<Preferences, (typeof names)[number]>
type Props = { chosen: Chosen; onChange: (change: Partial<Chosen>) => void }

export function VoiceSettings({ chosen, onChange }: Props) {
  return (
    <section className={styles.group} aria-labelledby="voice-title">
      <h2 id="voice-title">{t('voice.title')}</h2>
      {names.map((name) => (
        <FormControlLabel
          key={name}
          control={<Switch checked={chosen[name]} onChange={(_, checked) => onChange({ [name]: checked })} />}
          label={t(`voice.${name}`)}
        />
      ))}
      <p className={styles.text}>{t('preferences.synced')}</p>
    </section>
  )
}
