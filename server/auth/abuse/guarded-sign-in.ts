import type { SignIn } from '@chaos/protocol'
import { type AuthService, WrongCredentialsError } from '../auth-service.ts'
import type { ClientInfo } from '../client-info.ts'
import type { SignInOutcome } from '../grant.ts'
import type { KnownDevices } from './known-devices.ts'
import type { SignInDelays } from './sign-in-delays.ts'

type Deps = { auth: Pick<AuthService, 'signIn'>; delays: SignInDelays; devices: KnownDevices }
/** `mark`: what the browser keeps from an earlier sign-in. */
type From = { client: ClientInfo; mark: string | undefined }
export type GuardedSignIn = ReturnType<typeof createGuardedSignIn>

/** Signing in by password, with the delays that make guessing one slow. */
export function createGuardedSignIn({ auth, delays, devices }: Deps) {
  /** Throws `WrongCredentialsError`, `RateLimitedError` or the refusals of the sign-in gate. */
  return async (credentials: SignIn, { client, mark }: From): Promise<{ outcome: SignInOutcome; mark: string }> => {
    const { userName } = credentials
    const attempt = { userName, ip: client.ip, knownDevice: devices.recognize(mark, userName) }
    await delays.begin(attempt)
    try {
      const outcome = await auth.signIn(credentials, client)
      await delays.succeeded(attempt)
      return { outcome, mark: devices.remember(mark, userName) }
    } catch (error) {
      // Whatever else went wrong says nothing about the password.
      if (!(error instanceof WrongCredentialsError)) await delays.takeBack(attempt)
      throw error
    }
  }
}
