import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Door } from '../../components/shell/door.tsx'
import { PageTitle } from '../wiring/page-title.tsx'

type Props = { onward: string; label: string }

/** For a link that was used, has ended or was cut short on its way. */
export function BadLinkDoor({ onward, label }: Props) {
  return (
    <Door title={t('reset.badLink')} text={failureText({ code: 'link_invalid' })}>
      <PageTitle title={t('reset.badLink')} />
      <Button component={Link} to={onward} variant="contained" size="large" fullWidth>
        {label}
      </Button>
    </Door>
  )
}
