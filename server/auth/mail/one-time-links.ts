import type { UserId } from '@chaos/protocol'
import type { LinkHolder, LinkPurpose, OneTimeLinkStore } from '../../database/stores/one-time-link-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import { hashSecret, newSecret } from '../../utils/opaque-secret.ts'

export class LinkInvalidError extends DomainError {
  override readonly code = 'link_invalid'
}

/** Which page of the client redeems which link. */
const pages: Record<LinkPurpose, string> = { verify_email: '/verify-email', reset_password: '/reset-password' }

type NewLink = { purpose: LinkPurpose; lifetimeMs: number; address?: string }
type Deps = { links: OneTimeLinkStore; publicUrl: () => string }
export type OneTimeLinks = ReturnType<typeof createOneTimeLinks>

function good(holder: LinkHolder | null): LinkHolder {
  if (!holder) throw new LinkInvalidError('this link does not work, or no longer')
  return holder
}

/**
 * Links that prove who follows them: once, and for a time. The address comes from the settings, never from a request;
 * the secret stands in the fragment, which browsers send to nobody.
 */
export function createOneTimeLinks({ links, publicUrl }: Deps) {
  return {
    async issue(userId: UserId, { purpose, lifetimeMs, address }: NewLink): Promise<{ url: string; expiresAt: Date }> {
      const secret = newSecret()
      const expiresAt = new Date(Date.now() + lifetimeMs)
      await links.insert({ hash: hashSecret(secret), userId, purpose, address: address ?? null, expiresAt })
      const url = new URL(publicUrl())
      url.pathname = `${url.pathname.replace(/\/$/, '')}${pages[purpose]}`
      url.hash = secret
      return { url: url.href, expiresAt }
    },

    /** Whose link it is, without using it up. Throws {@link LinkInvalidError}. */
    check: async (secret: string, purpose: LinkPurpose): Promise<LinkHolder> =>
      good(await links.find(hashSecret(secret), purpose)),

    /** Uses the link up. Throws {@link LinkInvalidError}. */
    redeem: async (secret: string, purpose: LinkPurpose): Promise<LinkHolder> =>
      good(await links.take(hashSecret(secret), purpose)),

    endAll: links.removeAll,
  }
}
