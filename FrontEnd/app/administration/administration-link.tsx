import ServerIcon from '@mui/icons-material/DnsRounded'
import { t } from '../../assets/messages/t.ts'
import { SectionLink } from '../../components/settings/section-link.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'

/** An entry of the settings' list; nothing for those who do not run the server. */
export function AdministrationLink() {
  const { account } = useClient()
  const { loaded } = useLoaded(account.me)
  if (loaded.status !== 'ready' || loaded.value.serverRole === 'user') return null
  return (
    <SectionLink Icon={ServerIcon} to="/administration">
      {t('administration.open')}
    </SectionLink>
  )
}
