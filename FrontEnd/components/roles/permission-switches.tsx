import { type Permission, permissionNames } from '@chaos/protocol'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { t } from '../../assets/messages/t.ts'
import styles from './roles.module.css'

type Props = {
  chosen: readonly Permission[]
  /** What the role allows now: that may stay, whoever looks. */
  before: readonly Permission[]
  own: readonly Permission[]
  readOnly: boolean
  onChoose: (permissions: Permission[]) => void
}

/** What a role allows. Nobody hands out what they lack. */
export function PermissionSwitches({ chosen, before, own, readOnly, onChoose }: Props) {
  const toggle = (name: Permission, on: boolean) =>
    onChoose(permissionNames.filter((one) => (one === name ? on : chosen.includes(one))))
  return (
    <fieldset className={styles.permissions}>
      <legend className={styles.heading}>{t('roles.permissions')}</legend>
      {permissionNames.map((name) => {
        const isLacking = !own.includes(name) && !before.includes(name)
        return (
          <FormControlLabel
            key={name}
            disabled={readOnly || isLacking}
            title={isLacking ? t('roles.lacking') : undefined}
            control={<Switch checked={chosen.includes(name)} onChange={(_, on) => toggle(name, on)} />}
            label={t(`permission.${name}`)}
          />
        )
      })}
    </fieldset>
  )
}
