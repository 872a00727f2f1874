import type { TrustMark } from '@chaos/client-core'
import WarningIcon from '@mui/icons-material/ReportProblemRounded'
import VerifiedIcon from '@mui/icons-material/VerifiedUserRounded'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import styles from './name-mark.module.css'

/** Beside a name: whether its safety number was compared, or its keys are others than before. */
export function NameMark({ mark }: { mark: TrustMark }) {
  if (mark === null) return null
  const Icon = mark === 'verified' ? VerifiedIcon : WarningIcon
  const label = mark === 'verified' ? t('trust.verified') : t('trust.changedMark')
  return (
    <Tooltip title={label}>
      <Icon className={styles.mark} data-mark={mark} titleAccess={label} />
    </Tooltip>
  )
}
