/** End-to-end encryption of calls: the MLS group, the SFrame keys it yields, and the frames they seal. Rules: SPEC.md. */
export type {
  CallGroup,
  CallGroupOptions,
  CallMember,
  CallSuite,
  EnterOutcome,
  LeafKeys,
  PendingCommit,
  PendingEntry,
  ProcessOutcome,
} from './mls/call-group.ts'
export { createCallGroup, createLeafKeys } from './mls/create-call-group.ts'
export { enterCallGroup } from './mls/enter-call-group.ts'
export { callSuite } from './mls/call-suite.ts'
export * from './sframe.ts'
