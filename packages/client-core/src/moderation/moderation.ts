import {
  AutomaticRule,
  type AutomaticRuleDraft,
  type BanDraft,
  BanPage,
  CommunityAuditPage,
  type CommunityAuditQuery,
  type CommunityId,
  Member,
  MemberPage,
  type MemberQuery,
  OwnBan,
  OwnReportPage,
  type ReportClosing,
  type ReportDraft,
  ReportNote,
  ReportPage,
  type ReportQuery,
  type TimeoutDraft,
  type UserId,
} from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import { queryOf } from '../api/query.ts'

export type Moderation = ReturnType<typeof createModeration>

const AutomaticRules = Type.Array(AutomaticRule)
const ReportNotes = Type.Array(ReportNote)

const page = (cursor: string | undefined) => queryOf({ cursor, limit: 50 })

/** Keeping order in one community. What changes for its members comes back over the presence socket. */
export function createModeration(call: AuthorizedCall, communityId: CommunityId) {
  const base = `/api/communities/${communityId}`
  const member = (userId: UserId) => `${base}/members/${userId}`
  return {
    members: (query: MemberQuery) =>
      call({ method: 'GET', path: `${base}/members${queryOf(query)}`, reply: MemberPage }),
    member: (userId: UserId) => call({ method: 'GET', path: member(userId), reply: Member }),
    rename: (userId: UserId, nickname: string | null) =>
      call({ method: 'PATCH', path: member(userId), body: { nickname }, reply: Member }),
    kick: (userId: UserId, reason: string) =>
      call({ method: 'POST', path: `${member(userId)}/kick`, body: { reason }, reply: null }),
    timeOut: (userId: UserId, body: TimeoutDraft) =>
      call({ method: 'PUT', path: `${member(userId)}/timeout`, body, reply: Member }),
    liftTimeout: (userId: UserId) => call({ method: 'DELETE', path: `${member(userId)}/timeout`, reply: Member }),

    bans: (cursor: string | undefined) => call({ method: 'GET', path: `${base}/bans${page(cursor)}`, reply: BanPage }),
    ban: (userId: UserId, body: BanDraft) => call({ method: 'PUT', path: `${base}/bans/${userId}`, body, reply: null }),
    unban: (userId: UserId) => call({ method: 'DELETE', path: `${base}/bans/${userId}`, reply: null }),
    /** What the viewer may know of being banned. */
    ownBan: () => call({ method: 'GET', path: `${base}/bans/me`, reply: OwnBan }),

    report: (body: ReportDraft) => call({ method: 'POST', path: `${base}/reports`, body, reply: null }),
    reports: (query: ReportQuery) =>
      call({ method: 'GET', path: `${base}/reports${queryOf(query)}`, reply: ReportPage }),
    ownReports: (cursor: string | undefined) =>
      call({ method: 'GET', path: `${base}/reports/mine${page(cursor)}`, reply: OwnReportPage }),
    takeReport: (id: string) => call({ method: 'POST', path: `${base}/reports/${id}/take`, body: {}, reply: null }),
    closeReport: (id: string, body: ReportClosing) =>
      call({ method: 'POST', path: `${base}/reports/${id}/close`, body, reply: null }),
    notes: (id: string) => call({ method: 'GET', path: `${base}/reports/${id}/notes`, reply: ReportNotes }),
    addNote: (id: string, words: string) =>
      call({ method: 'POST', path: `${base}/reports/${id}/notes`, body: { words }, reply: null }),

    rules: () => call({ method: 'GET', path: `${base}/automatic-rules`, reply: AutomaticRules }),
    createRule: (body: AutomaticRuleDraft) =>
      call({ method: 'POST', path: `${base}/automatic-rules`, body, reply: AutomaticRule }),
    changeRule: (id: string, body: AutomaticRuleDraft) =>
      call({ method: 'PUT', path: `${base}/automatic-rules/${id}`, body, reply: AutomaticRule }),
    removeRule: (id: string) => call({ method: 'DELETE', path: `${base}/automatic-rules/${id}`, reply: null }),

    log: (query: CommunityAuditQuery) =>
      call({ method: 'GET', path: `${base}/audit${queryOf(query)}`, reply: CommunityAuditPage }),
  }
}
