import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { createWorkQueue } from '../utils/work-queue.ts'

/** argon2id (the library's default) at OWASP's first choice for servers: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * Each takes 19 MiB and a thread of the four that Node also reads files and names with. 120 in line wait some two seconds
 * on two cores; longer makes no sense to the person who waits.
 */
const queue = createWorkQueue({ atOnce: Math.min(3, availableParallelism()), waiting: 120 })

/** The same text however a keyboard composes it (NIST SP 800-63B-4 §3.1.1.2). */
const normalize = (password: string) => password.normalize('NFKC')

/** A PHC string with its own random salt. Throws `OverloadedError` when too many ask at once, as the others here do. */
export const hashPassword = (password: string): Promise<string> => queue.run(() => hash(normalize(password), cost))

export const verifyPassword = (phc: string, password: string): Promise<boolean> =>
  queue.run(() => verify(phc, normalize(password)))

// Not in line with the others: a decoy that failed once would fail for good.
let decoy: Promise<string> | undefined
const makeDecoy = () => hash(normalize('nobody has this password'), cost)

/** As long as {@link verifyPassword} takes, and always false: unknown names must not answer sooner. */
export async function refusePassword(password: string): Promise<false> {
  decoy ??= makeDecoy()
  await verifyPassword(await decoy, password)
  return false
}
