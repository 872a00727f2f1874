import type { ProviderPurpose } from '@chaos/protocol'
import { and, eq, gt, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { providerFlows as flows, providerProofs as proofs } from '../schema.ts'

export type ProviderFlowStore = ReturnType<typeof createProviderFlowStore>

export type ProviderFlow = {
  provider: string
  purpose: ProviderPurpose
  /** Whose account it is about, unless it is a sign-in. */
  sessionId: string | null
  returnTo: string
  expiresAt: Date
}
/** A proven identity, and what it was proven for. */
export type ProviderProof = Omit<ProviderFlow, 'returnTo' | 'expiresAt'> & {
  issuer: string
  subject: string
  email: string | null
  userName: string | null
  displayName: string | null
}
type Begun = { stateHash: Buffer; browserHash: Buffer; provider: string }

const proofOf = (browserHash: Buffer, purpose: ProviderPurpose) =>
  and(eq(proofs.browserHash, browserHash), eq(proofs.purpose, purpose), gt(proofs.expiresAt, sql`now()`))

export function createProviderFlowStore(db: Database) {
  return {
    async begin(flow: ProviderFlow & Begun): Promise<void> {
      await db.insert(flows).values(flow)
    },

    /** Ends a flow that this browser began with this provider. null: there is none, or it ended before. */
    async end({ stateHash, browserHash, provider }: Begun): Promise<ProviderFlow | null> {
      const [flow] = await db
        .delete(flows)
        .where(
          and(
            eq(flows.stateHash, stateHash),
            eq(flows.browserHash, browserHash),
            eq(flows.provider, provider),
            gt(flows.expiresAt, sql`now()`),
          ),
        )
        .returning({
          provider: flows.provider,
          purpose: flows.purpose,
          sessionId: flows.sessionId,
          returnTo: flows.returnTo,
          expiresAt: flows.expiresAt,
        })
      return flow ?? null
    },

    async keepProof(proof: ProviderProof & { browserHash: Buffer; expiresAt: Date }): Promise<void> {
      await db.insert(proofs).values(proof)
    },

    async findProof(browserHash: Buffer, purpose: ProviderPurpose): Promise<ProviderProof | null> {
      const [proof] = await db.select(shownProof).from(proofs).where(proofOf(browserHash, purpose))
      return proof ?? null
    },

    /** Gives a proof away, once. */
    async takeProof(browserHash: Buffer, purpose: ProviderPurpose): Promise<ProviderProof | null> {
      const [proof] = await db.delete(proofs).where(proofOf(browserHash, purpose)).returning(shownProof)
      return proof ?? null
    },
  }
}

const shownProof = {
  provider: proofs.provider,
  purpose: proofs.purpose,
  sessionId: proofs.sessionId,
  issuer: proofs.issuer,
  subject: proofs.subject,
  email: proofs.email,
  userName: proofs.userName,
  displayName: proofs.displayName,
}
