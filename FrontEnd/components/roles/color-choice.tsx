import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import { roleColorStyle, roleColors } from '../../styles/role-colors.ts'
import styles from './roles.module.css'

type Props = { color: string | null; disabled: boolean; onChoose: (color: string | null) => void }

/** One of a few colours that can be read in both themes, or none. */
export function ColorChoice({ color, disabled, onChoose }: Props) {
  return (
    <fieldset className={styles.colors} disabled={disabled}>
      <legend>{t('roles.color')}</legend>
      {[{ name: 'none', value: null } as const, ...roleColors].map(({ name, value }) => (
        <Tooltip key={name} title={t(`roles.color.${name}`)}>
          <label
            className={styles.swatch}
            data-none={value === null || undefined}
            data-role-color=""
            style={roleColorStyle(value)}
          >
            <input
              type="radio"
              name="role-color"
              className="visually-hidden"
              aria-label={t(`roles.color.${name}`)}
              checked={color === value}
              onChange={() => onChoose(value)}
            />
          </label>
        </Tooltip>
      ))}
    </fieldset>
  )
}
