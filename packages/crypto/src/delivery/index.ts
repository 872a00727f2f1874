/** Entry for the server: reads what the delivery service needs from the framing of MLS messages. Holds no secrets. */
export { type CommitHeader, readCommitHeader } from './commit-header.ts'
export { type GroupInfoHeader, readGroupInfoHeader } from './group-info-header.ts'
export type { Refusal } from './byte-reader.ts'
