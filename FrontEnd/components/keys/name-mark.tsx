import type { TrustMark } from '@chaos/client-core'
import UnconfirmedIcon from '@mui/icons-material/GppMaybeRounded'
import WarningIcon from '@mui/icons-material/ReportProblemRounded'
import VerifiedIcon from '@mui/icons-material/VerifiedUserRounded'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import styles from './name-mark.module.css'

const marks = {
  verified: { Icon: VerifiedIcon, label: 'trust.verified' },
  changed: { Icon: WarningIcon, label: 'trust.changedMark' },
  unconfirmed: { Icon: UnconfirmedIcon, label: 'trust.unconfirmed' },
} as const

/** Beside a name: whether its safety number was compared, or its keys are others than before. */
export function NameMark({ mark }: { mark: TrustMark }) {
  if (mark === null) return null
  const { Icon, label: key } = marks[mark]
  const label = t(key)
  return (
    <Tooltip title={label}>
      <Icon className={styles.mark} data-mark={mark} titleAccess={label} />
    </Tooltip>
  )
}
