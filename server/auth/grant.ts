import type { SecondFactorMethod, SignedIn } from '@chaos/protocol'

/** What a sign-in gives: the reply, and the secret that goes into the cookie beside it. */
export type Grant = { signedIn: SignedIn; refreshToken: string; expiresAt: Date }

/** Where a first proof leads. */
export type SignInOutcome =
  | { kind: 'signed_in'; grant: Grant }
  | { kind: 'second_step'; ticket: string; methods: SecondFactorMethod[] }
