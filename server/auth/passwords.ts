import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default) at OWASP's first choice for servers: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same text however a keyboard composes it (NIST SP 800-63B-4 §3.1.1.2). */
const normalize = (password: string) => password.normalize('NFKC')

/** A PHC string with its own random salt. */
export const hashPassword = (password: string): Promise<string> => hash(normalize(password), cost)

export const verifyPassword = (phc: string, password: string): Promise<boolean> => verify(phc, normalize(password))

let decoy: Promise<string> | undefined

/** As long as {@link verifyPassword} takes, and always false: unknown names must not answer sooner. */
export async function refusePassword(password: string): Promise<false> {
  decoy ??= hashPassword('nobody has this password')
  await verifyPassword(await decoy, password)
  return false
}
