import type { Loadable } from '@chaos/client-core'
import type { RegistrationPolicy } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'

/** How to reach an administrator, where they said how. */
export function ContactLine({ loaded }: { loaded: Loadable<RegistrationPolicy> }) {
  if (loaded.status !== 'ready' || loaded.value.contact === '') return null
  return <>{t('registration.contact', { contact: loaded.value.contact })}</>
}
