import { encode } from 'uqr'
import styles from './account.module.css'

type Props = { text: string; label: string }

/** Dark on white in both themes: many cameras read nothing else. Drawn here, so that the secret goes nowhere. */
export function QrCode({ text, label }: Props) {
  const { data } = encode(text, { ecc: 'M', border: 3 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg role="img" aria-label={label} className={styles.qr} viewBox={`0 0 ${data.length} ${data.length}`}>
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
