import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../assets/messages/t.ts'
import { Door } from '../components/shell/door.tsx'
import { PageTitle } from './wiring/page-title.tsx'

export function NotFoundPage() {
  return (
    <Door title={t('notFound.title')} text={t('notFound.text')}>
      <PageTitle title={t('notFound.title')} />
      <Button component={Link} to="/" variant="contained">
        {t('notFound.home')}
      </Button>
    </Door>
  )
}
