import { roleColorStyle } from '../../styles/role-colors.ts'
import styles from './roles.module.css'

export function RoleDot({ color }: { color: string | null }) {
  return (
    <span
      className={styles.dot}
      data-role-color={color === null ? '' : 'set'}
      style={roleColorStyle(color)}
      aria-hidden="true"
    />
  )
}
