import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'

/** Where a person's passkeys are: the browser, or the desktop's window. Never rejects. */
export interface Authenticator {
  create(options: PasskeyCreationOptions): Promise<Outcome<PasskeyAttestation>>
  /** A newer request ends an older one, which then says `cancelled`. */
  get(options: PasskeyRequestOptions): Promise<Outcome<PasskeyAssertion>>
  canOfferInField(): Promise<boolean>
  /** Offers passkeys in the name field of the page, as long as nothing else is asked for. */
  getInField(options: PasskeyRequestOptions): Promise<Outcome<PasskeyAssertion>>
  /** Ends what is being asked for. */
  cancel(): void
}
