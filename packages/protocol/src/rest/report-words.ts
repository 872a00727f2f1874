import { type Static, Type } from 'typebox'

export const ReportReason = Type.Enum(['harassment', 'hate', 'spam', 'sexual', 'violence', 'privacy', 'other'])
export type ReportReason = Static<typeof ReportReason>

export const ReportState = Type.Enum(['open', 'in_progress', 'resolved', 'dismissed'])
export type ReportState = Static<typeof ReportState>
