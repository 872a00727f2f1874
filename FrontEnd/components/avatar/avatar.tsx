import { avatarPath } from '@chaos/protocol'
import type { SeenStatus } from '@chaos/protocol'
import { type Ref, useState } from 'react'
import styles from './avatar.module.css'
import { StatusShape } from '../people/status-shape.tsx'
import { hueOf, initials } from './initials.ts'

type Props = {
  id: string
  name: string
  /** The id of a picture; initials stand in where there is none, or while it is on its way. */
  picture?: string | null
  /** px */
  size?: number
  /** People are round, communities are not. */
  shape?: 'person' | 'community'
  speaking?: boolean
  /** The ring that a level loop moves; without it, `speaking` switches a still ring. */
  ringRef?: Ref<HTMLSpanElement>
  dimmed?: boolean
  /** A mark of its own shape for each; the words stand beside the avatar. */
  status?: SeenStatus | null
}

/** Decorative: the name always stands beside it or in the control's label. */
export function Avatar(props: Props) {
  const {
    id,
    name,
    picture = null,
    size = 32,
    shape = 'person',
    speaking = false,
    ringRef,
    dimmed = false,
    status,
  } = props
  const [missing, setMissing] = useState<string | null>(null)
  const style = { '--size': `${size}px`, '--hue': hueOf(id) }
  return (
    <span className={styles.frame} data-shape={shape} data-dimmed={dimmed} style={style} aria-hidden="true">
      {ringRef ? (
        <span ref={ringRef} className={styles.level} />
      ) : (
        <span className={styles.ring} data-speaking={speaking} />
      )}
      {/* Drawn by the style sheet: a picture of the name, not text of the page. */}
      <span className={styles.face} data-initials={initials(name)}>
        {picture !== null && picture !== missing ? (
          <img
            key={picture}
            className={styles.picture}
            // Twice the edge, for screens with two dots a pixel.
            src={avatarPath(picture, size <= 48 ? '96' : '256')}
            alt=""
            draggable={false}
            onError={() => setMissing(picture)}
          />
        ) : null}
      </span>
      <StatusCorner status={status} size={size} />
    </span>
  )
}

function StatusCorner({ status, size }: Required<Pick<Props, 'size'>> & { status: Props['status'] }) {
  if (!status) return null
  return (
    <span className={styles.status}>
      <StatusShape status={status} size={Math.min(18, Math.max(10, Math.round(size * 0.3)))} />
    </span>
  )
}
