import AllowIcon from '@mui/icons-material/CheckRounded'
import DenyIcon from '@mui/icons-material/CloseRounded'
import InheritIcon from '@mui/icons-material/RemoveRounded'
import {
  type ChannelPermission,
  channelPermissions,
  type OverrideChange,
  type PermissionOverride,
} from '@chaos/protocol'
import Button from '@mui/material/Button'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { overrideState, type OverrideState, withState } from './override-state.ts'
import styles from './roles.module.css'

type Props = {
  shown: readonly PermissionOverride[]
  open: PermissionOverride
  busy: boolean
  onOpen: (override: PermissionOverride) => void
  onChange: (sets: OverrideChange) => void
  /** null: nothing is set yet. */
  onRemove: (() => void) | null
}

const icons = { deny: DenyIcon, inherit: InheritIcon, allow: AllowIcon }
const states = ['deny', 'inherit', 'allow'] as const
const keyOf = ({ target, targetId }: PermissionOverride) => `${target}:${targetId}`

/** One role or person at a time, with three states for each permission. */
export function OverrideEditor({ shown, open, busy, onOpen, onChange, onRemove }: Props) {
  const byKey = new Map(shown.map((override) => [keyOf(override), override]))
  return (
    <>
      <Choice
        label={t('overrides.targets')}
        value={keyOf(open)}
        options={[...byKey.keys()]}
        wordsOf={(key) => byKey.get(key)?.name ?? ''}
        onChoose={(key) => {
          const chosen = byKey.get(key)
          if (chosen) onOpen(chosen)
        }}
      />
      <section aria-label={t('overrides.of', { name: open.name })}>
        {channelPermissions.map((permission) => (
          <ThreeStates
            key={permission}
            permission={permission}
            state={overrideState(open, permission)}
            disabled={busy}
            onChoose={(state) => onChange(withState(open, permission, state))}
          />
        ))}
      </section>
      {onRemove ? (
        <div>
          <Button color="error" disabled={busy} onClick={onRemove}>
            {t('overrides.remove', { name: open.name })}
          </Button>
        </div>
      ) : null}
    </>
  )
}

type StatesProps = {
  permission: ChannelPermission
  state: OverrideState
  disabled: boolean
  onChoose: (state: OverrideState) => void
}

function ThreeStates({ permission, state, disabled, onChoose }: StatesProps) {
  const words = t(`permission.${permission}`)
  return (
    <div className={styles.three}>
      <span>{words}</span>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={state}
        disabled={disabled}
        aria-label={words}
        onChange={(_, chosen: OverrideState | null) => {
          if (chosen) onChoose(chosen)
        }}
      >
        {states.map((name) => {
          const Icon = icons[name]
          return (
            <ToggleButton key={name} value={name} aria-label={t(`overrides.${name}`)} title={t(`overrides.${name}`)}>
              <Icon fontSize="small" />
            </ToggleButton>
          )
        })}
      </ToggleButtonGroup>
    </div>
  )
}
