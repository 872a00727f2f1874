import DownIcon from '@mui/icons-material/ArrowDownwardRounded'
import UpIcon from '@mui/icons-material/ArrowUpwardRounded'
import type { Role } from '@chaos/protocol'
import IconButton from '@mui/material/IconButton'
import { t } from '../../assets/messages/t.ts'
import { type Drag, type Over, sortAttributes, type Sorted, useDragSort } from '../channels/use-drag-sort.ts'
import { RoleDot } from './role-dot.tsx'
import { roleName } from './role-name.ts'
import styles from './roles.module.css'

type Props = {
  /** The highest first. */
  roles: readonly Role[]
  openId: string | null
  /** Those that stand below the viewer's own highest. */
  mayMove: (role: Role) => boolean
  onOpen: (roleId: string) => void
  onStep: (role: Role, by: 1 | -1) => void
  onDrop: (dragged: Sorted, over: Over) => void
}

export function RoleList({ roles, openId, mayMove, onOpen, onStep, onDrop }: Props) {
  const { drag, onPointerDown } = useDragSort(onDrop)
  return (
    <ul className={styles.list} aria-label={t('roles.title')} onPointerDown={onPointerDown}>
      {roles.map((role, index) => (
        <RoleRow
          key={role.id}
          role={role}
          drag={drag}
          open={role.id === openId}
          up={mayStep(roles, index, -1, mayMove)}
          down={mayStep(roles, index, 1, mayMove)}
          onOpen={() => onOpen(role.id)}
          onStep={(by) => onStep(role, by)}
        />
      ))}
    </ul>
  )
}

/** Roles change places with each other; both have to be below one's own. */
// oxlint-disable-next-line max-params -- a row, a direction and who decides; an object would say the same
function mayStep(roles: readonly Role[], index: number, by: 1 | -1, mayMove: Props['mayMove']): boolean {
  const [role, other] = [roles[index], roles[index + by]]
  return role !== undefined && other !== undefined && other.kind === 'custom' && mayMove(role) && mayMove(other)
}

type RowProps = {
  role: Role
  drag: Drag | null
  open: boolean
  up: boolean
  down: boolean
  onOpen: () => void
  onStep: (by: 1 | -1) => void
}

function RoleRow({ role, drag, open, up, down, onOpen, onStep }: RowProps) {
  const name = roleName(role)
  const isCustom = role.kind === 'custom'
  return (
    <li
      className={styles.row}
      data-open={open}
      data-drag={(isCustom && (up || down)) || undefined}
      {...(isCustom ? sortAttributes({ kind: 'role', id: role.id }, drag) : {})}
    >
      <button type="button" className={styles.name} data-drag-through aria-expanded={open} onClick={onOpen}>
        <RoleDot color={role.color} />
        <span>{name}</span>
      </button>
      {isCustom ? (
        <>
          <IconButton size="small" disabled={!up} aria-label={t('roles.up', { name })} onClick={() => onStep(-1)}>
            <UpIcon fontSize="small" />
          </IconButton>
          <IconButton size="small" disabled={!down} aria-label={t('roles.down', { name })} onClick={() => onStep(1)}>
            <DownIcon fontSize="small" />
          </IconButton>
        </>
      ) : null}
    </li>
  )
}
