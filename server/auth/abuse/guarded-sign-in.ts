import type { SignIn } from '@chaos/protocol'
import { clientNetwork } from '../../utils/client-network.ts'
import { createInFlight } from '../../utils/in-flight.ts'
import { createWorkQueue } from '../../utils/work-queue.ts'
import { type AuthService, WrongCredentialsError } from '../auth-service.ts'
import type { ClientInfo } from '../client-info.ts'
import type { SignInOutcome } from '../grant.ts'
import type { KnownDevices } from './known-devices.ts'
import type { SignInDelays } from './sign-in-delays.ts'

type Deps = { auth: Pick<AuthService, 'signIn'>; delays: SignInDelays; devices: KnownDevices }
/** `mark`: what the browser keeps from an earlier sign-in. */
type From = { client: ClientInfo; mark: string | undefined }
export type GuardedSignIn = ReturnType<typeof createGuardedSignIn>

/** Of one account, and from one network, at the same time: a flood ends here, before it reaches the database. */
const mostPerAccount = 10
const mostPerNetwork = 40
/** Of everybody. Further ones wait their turn, some two seconds at most, and the rest is refused. */
const queue = { atOnce: 8, waiting: 120 }

/** Signing in by password, with the delays that make guessing one slow. */
export function createGuardedSignIn({ auth, delays, devices }: Deps) {
  const accounts = createInFlight(mostPerAccount)
  const networks = createInFlight(mostPerNetwork)
  const line = createWorkQueue(queue)

  async function signIn(credentials: SignIn, { client, mark }: From) {
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

  /** Throws `WrongCredentialsError`, `RateLimitedError`, `OverloadedError` or the refusals of the sign-in gate. */
  return (credentials: SignIn, from: From): Promise<{ outcome: SignInOutcome; mark: string }> => {
    // Strangers at one account do not take the place of a device that it knows.
    const account = devices.recognize(from.mark, credentials.userName) ?? credentials.userName.toLowerCase()
    return networks.run(clientNetwork(from.client.ip), () =>
      accounts.run(account, () => line.run(() => signIn(credentials, from))),
    )
  }
}
