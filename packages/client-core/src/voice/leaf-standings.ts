import type { CallKeys } from '../voice-parts.ts'
import type { LeafStanding } from './leaf-standing.ts'
import { toBase64Url } from './bytes.ts'
import type { GroupMember } from './group-session.ts'
import { ownerOf } from './identity.ts'

type Watched = { standing: LeafStanding; stop: () => void }

type Options = { callId: Uint8Array; callKeys: CallKeys; onChange: () => void }

const nothing = (): void => {}

const nameOf = ({ identity, voucher, signatureKey }: GroupMember): string =>
  [identity, voucher, toBase64Url(signatureKey)].join('\n')

/** What is known of who holds each leaf of the group; a leaf that is made anew is looked at anew. */
export function createLeafStandings({ callId, callKeys, onChange }: Options) {
  let watched = new Map<string, Watched>()

  function watch({ identity, voucher, signatureKey }: GroupMember): Watched {
    const owner = ownerOf(identity)
    if (!owner) return { standing: 'refused', stop: nothing }
    if (voucher === undefined) return { standing: 'unvouched', stop: nothing }
    const one: Watched = { standing: 'unchecked', stop: nothing }
    one.stop = callKeys.watch({ callId, signatureKey, voucher, userId: owner.userId }, (standing) => {
      one.standing = standing
      onChange()
    })
    return one
  }

  return {
    follow(members: readonly GroupMember[]): void {
      const before = watched
      watched = new Map(
        members.map((member) => {
          const name = nameOf(member)
          return [name, before.get(name) ?? watch(member)]
        }),
      )
      for (const [name, { stop }] of before) if (!watched.has(name)) stop()
    },
    of: (member: GroupMember): LeafStanding => watched.get(nameOf(member))?.standing ?? 'unchecked',
    close(): void {
      for (const { stop } of watched.values()) stop()
      watched.clear()
    },
  }
}
