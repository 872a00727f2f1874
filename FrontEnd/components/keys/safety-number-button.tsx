import ShieldIcon from '@mui/icons-material/ShieldOutlined'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'

export const SafetyNumberButton = ({ onClick }: { onClick: () => void }) => (
  <Button startIcon={<ShieldIcon />} onClick={onClick}>
    {t('trust.safetyNumber')}
  </Button>
)
