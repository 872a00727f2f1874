import type { ProviderClients } from '../../config/provider-clients.ts'
import type { SignInSettings } from '../../config/provider-settings.ts'
import type { IdentityStore } from '../../database/stores/identity-store.ts'
import type { ProviderFlowStore } from '../../database/stores/provider-flow-store.ts'
import type { Logger } from '../../utils/logger.ts'
import type { AccountEvents } from '../account-events.ts'
import type { Admission } from '../abuse/admission.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { SignInGate } from '../sign-in-gate.ts'
import { createIdentityService } from './identity-service.ts'
import { createProviderSignIn } from './provider-sign-in.ts'
import { createProviderVisits } from './provider-visits.ts'
import { createProviders } from './providers.ts'

type Deps = {
  settings: SignInSettings
  clients: ProviderClients
  publicUrl: () => string
  flows: ProviderFlowStore
  identities: IdentityStore
  gate: SignInGate
  admit: Admission['admit']
  confirmation: ConfirmationService
  audit: AuditLog
  events: AccountEvents
  logger: Pick<Logger, 'warn'>
}

/** Everything about signing in by a provider. Throws `ConfigError`. */
export function createProviderServices({ settings, clients, logger, ...deps }: Deps) {
  const providers = createProviders({ settings, clients, logger })
  const visits = createProviderVisits({ providers, settings, ...deps })
  return {
    providers,
    visits,
    signIn: createProviderSignIn({ providers, ...deps }),
    identities: createIdentityService({ providers, visits, ...deps }),
  }
}
