import type { MemberAction } from '@chaos/client-core/moderation'
import type { CommunityView, Member } from '@chaos/protocol'
import Snackbar from '@mui/material/Snackbar'
import { Suspense, lazy, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { MemberMenuContainer } from './member-menu-container.tsx'

const MemberDialogs = lazy(async () => ({ default: (await import('./member-dialogs.tsx')).MemberDialogs }))

/** How long a word of thanks stays, ms. */
const sentMs = 6_000

type Menu = { person: { userId: string; name: string }; anchor: HTMLElement }
type Acting = { member: Member; action: MemberAction }

/** The menu about a member and what it leads to. `elements` has to be rendered; `onDone` is told of what went through. */
export function useMemberActs(communityId: string, view: CommunityView | null, onDone: () => void = () => {}) {
  const [menu, setMenu] = useState<Menu | null>(null)
  const [acting, setActing] = useState<Acting | null>(null)
  const [sent, setSent] = useState(false)
  const act = (member: Member, action: MemberAction) => setActing({ member, action })
  const done = () => {
    if (acting?.action === 'report') setSent(true)
    onDone()
  }
  return {
    act,
    openMenu: (person: Menu['person'], anchor: HTMLElement) => setMenu({ person, anchor }),
    elements: (
      <>
        {menu && view ? (
          <MemberMenuContainer
            {...menu}
            communityId={communityId}
            view={view}
            onAct={act}
            onClose={() => setMenu(null)}
          />
        ) : null}
        {acting ? (
          <Suspense fallback={null}>
            <MemberDialogs {...acting} communityId={communityId} onDone={done} onClose={() => setActing(null)} />
          </Suspense>
        ) : null}
        <Snackbar open={sent} autoHideDuration={sentMs} message={t('report.sent')} onClose={() => setSent(false)} />
      </>
    ),
  }
}
