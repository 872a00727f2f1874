import Button from '@mui/material/Button'
import { t } from '../assets/messages/t.ts'
import { Door } from '../components/shell/door.tsx'

/** The last resort: a page whose code failed or did not load. */
export function CrashPage() {
  return (
    <Door title={t('crash.title')} text={t('crash.text')}>
      <Button variant="contained" onClick={() => location.reload()}>
        {t('action.reload')}
      </Button>
    </Door>
  )
}
