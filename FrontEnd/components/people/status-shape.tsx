import type { SeenStatus } from '@chaos/protocol'
import styles from './status-shape.module.css'

type Props = { status: SeenStatus /** px */; size?: number }

/** A disc, a crescent, a disc with a bar, a ring: told apart without colour. Decorative; words stand beside it. */
export function StatusShape({ status, size = 12 }: Props) {
  return (
    <svg
      className={styles.shape}
      data-status={status}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {shapes[status]}
    </svg>
  )
}

const shapes: Record<SeenStatus, React.ReactNode> = {
  online: <circle cx="6" cy="6" r="6" />,
  idle: <path d="M7.5 0.2A6 6 0 1 0 11.8 8 5 5 0 0 1 7.5 0.2Z" />,
  do_not_disturb: (
    <path
      fillRule="evenodd"
      d="M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0ZM3.5 4.9h5a1.1 1.1 0 0 1 0 2.2h-5a1.1 1.1 0 0 1 0-2.2Z"
    />
  ),
  offline: (
    <path fillRule="evenodd" d="M6 0a6 6 0 1 0 0 12A6 6 0 0 0 6 0Zm0 2.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2Z" />
  ),
}
