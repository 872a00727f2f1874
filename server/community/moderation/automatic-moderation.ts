import type { CommunityId, Member } from '@chaos/protocol'
import type { MemberStore } from '../../database/stores/member-store.ts'
import type { ModerationStore } from '../../database/stores/moderation-store.ts'
import { DomainError, ForbiddenError } from '../../utils/domain-error.ts'
import type { Target } from './target.ts'
import type { ReportService } from './report-service.ts'
import type { TextJudge, Verdict } from './text-judge.ts'

class NameRefusedError extends DomainError {
  override readonly code = 'name_refused'
}

type Deps = {
  judge: TextJudge
  reports: Pick<ReportService, 'addAutomatic'>
  accounts: Pick<ModerationStore, 'displayNameOf'>
  members: Pick<MemberStore, 'find'>
}
export type AutomaticModeration = ReturnType<typeof createAutomaticModeration>

/** What happens by itself to names and texts that a community does not want. */
export function createAutomaticModeration({ judge, reports, accounts, members }: Deps) {
  const report = (target: Target, { rule, because }: Extract<Verdict, { rule: string }>, text: string) =>
    reports.addAutomatic(target, `${rule}: “${because}” in “${text}”`)

  const checkText = (communityId: CommunityId, text: string): Promise<Verdict> =>
    judge.judge(communityId, 'texts', text)

  async function admitName(target: Target, name: string): Promise<void> {
    const verdict = await judge.judge(target.communityId, 'names', name)
    if (verdict.kind === 'refuse') throw new NameRefusedError(`"${name}" is not wanted as a name in this community`)
    if (verdict.kind === 'report') await report(target, verdict, name)
  }

  return {
    /** Somebody is to be called so. Throws {@link NameRefusedError}, or lets the name through, perhaps with a report. */
    admitName,

    /** The same for somebody who is about to join, as the account is called. */
    async admitNewcomer(target: Target): Promise<void> {
      if (await members.find(target.communityId, target.userId)) return
      const name = await accounts.displayNameOf(target.userId)
      if (name !== null) await admitName(target, name)
    },

    /** A member is called otherwise everywhere: one community cannot refuse that, so its moderators hear of it. */
    async noteName(communityId: CommunityId, { userId, displayName, nickname }: Member): Promise<void> {
      if (nickname !== null) return
      const verdict = await judge.judge(communityId, 'names', displayName)
      if (verdict.kind !== 'fine') await report({ communityId, userId }, verdict, displayName)
    },

    /** For whatever stands in a community as text: topics, what other services post, open messages. */
    checkText,

    /** The same for who only has to know whether it may stand there. Throws {@link ForbiddenError}. */
    async requireFine(communityId: CommunityId, text: string): Promise<void> {
      const verdict = await checkText(communityId, text)
      if (verdict.kind === 'refuse') throw new ForbiddenError('this community does not want such a text')
    },
  }
}
