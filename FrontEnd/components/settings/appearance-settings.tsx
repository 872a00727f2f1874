import type { Preferences } from '@chaos/client-core'
import { preferenceLocales } from '@chaos/protocol'
import Select from '@mui/material/Select'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { nameOfLocale } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

type Looks = Pick<Preferences, 'theme' | 'density' | 'locale'>
type Props = Looks & { onChange: (change: Partial<Looks>) => void }

export function AppearanceSettings({ theme, density, locale, onChange }: Props) {
  return (
    <>
      <section className={styles.group} aria-labelledby="theme-title">
        <h2 id="theme-title">{t('appearance.theme')}</h2>
        <Choice
          label={t('appearance.theme')}
          value={theme}
          options={['system', 'light', 'dark']}
          onChange={(value) => onChange({ theme: value })}
        />
        <p className={styles.text}>{t('preferences.synced')}</p>
      </section>
      <section className={styles.group} aria-labelledby="region-title">
        <h2 id="region-title">{t('appearance.region')}</h2>
        <Select<Looks['locale']>
          native
          size="small"
          value={locale}
          inputProps={{ 'aria-labelledby': 'region-title' }}
          onChange={({ target }) => {
            const chosen = preferenceLocales.find((known) => known === target.value)
            if (chosen) onChange({ locale: chosen })
          }}
        >
          {preferenceLocales.map((tag) => (
            <option key={tag} value={tag}>
              {tag === 'system' ? t('appearance.region.system') : nameOfLocale(tag)}
            </option>
          ))}
        </Select>
        <p className={styles.text}>{t('appearance.regionText')}</p>
      </section>
      <section className={styles.group} aria-labelledby="density-title">
        <h2 id="density-title">{t('appearance.density')}</h2>
        <Choice
          label={t('appearance.density')}
          value={density}
          options={['comfortable', 'compact']}
          onChange={(value) => onChange({ density: value })}
        />
        <p className={styles.text}>{t('appearance.note')}</p>
      </section>
    </>
  )
}

const words = (option: Option) => t(`appearance.${option}`)

type Option = Looks['theme'] | Looks['density']
type ChoiceProps<T extends Option> = { label: string; value: T; options: T[]; onChange: (value: T) => void }

function Choice<T extends Option>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_, next: T | null) => next !== null && onChange(next)}
    >
      {options.map((option) => (
        <ToggleButton key={option} value={option}>
          {words(option)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
