import { type CiphersuiteImpl, type ClientState, mlsExporter } from 'ts-mls'
import { frameSuite } from '../sframe/frame-suite.ts'
import type { CallMember } from './call-group.ts'
import { leafAt, rosterOf } from './roster.ts'

/** One epoch of the group with what the call needs of it; secrets beyond that are wiped at once. */
export type GroupEpoch = {
  readonly state: ClientState
  readonly epoch: number
  readonly members: readonly CallMember[]
  readonly baseKey: Uint8Array
}

/** RFC 9605 §5.2 */
const baseKeyLabel = 'SFrame 1.0 Base Key'

/** Takes the state over. `undefined` when the epoch is none that a call may have: roster (SPEC M2, M3) or number (M8). */
export async function groupEpochOf(state: ClientState, cipherSuite: CiphersuiteImpl): Promise<GroupEpoch | undefined> {
  const epoch = Number(state.groupContext.epoch)
  const members = rosterOf(state.ratchetTree)
  if (!members || !Number.isSafeInteger(epoch)) return undefined
  const { exporterSecret } = state.keySchedule
  const baseKey = await mlsExporter(exporterSecret, baseKeyLabel, new Uint8Array(), frameSuite.keySize, cipherSuite)
  return { state: withoutNeedlessSecrets(state), epoch, members, baseKey }
}

/** Wipes an epoch's secrets, apart from those that live on in `successor`. */
export function retire({ state, baseKey }: GroupEpoch, successor?: GroupEpoch): void {
  const kept = new Set(successor ? longLivedSecrets(successor.state) : [])
  for (const secret of [baseKey, ...Object.values<Uint8Array>({ ...state.keySchedule }), ...longLivedSecrets(state)]) {
    if (!kept.has(secret)) secret.fill(0)
  }
}

const longLivedSecrets = (state: ClientState): Uint8Array[] => [
  state.signaturePrivateKey,
  ...Object.values(state.privatePath.privateKeys),
]

/**
 * Calls send no private messages and use no resumption, so those secrets, past epochs (which ts-mls would keep) and the keys of
 * nodes that are blank by now have no use but to an attacker.
 */
function withoutNeedlessSecrets(state: ClientState): ClientState {
  const { exporterSecret, senderDataSecret, resumptionPsk, confirmationKey } = state.keySchedule
  for (const secret of [exporterSecret, senderDataSecret, resumptionPsk, confirmationKey]) secret.fill(0)
  for (const { handshake, application } of state.secretTree) {
    handshake.secret.fill(0)
    application.secret.fill(0)
  }
  const { leafIndex, privateKeys } = state.privatePath
  const live = Object.entries(privateKeys).filter(([node]) => state.ratchetTree[Number(node)] !== undefined)
  return {
    ...state,
    secretTree: [],
    historicalReceiverData: new Map(),
    privatePath: { leafIndex, privateKeys: Object.fromEntries(live) },
  }
}

export const isOccupied = ({ state }: GroupEpoch, leafIndex: number): boolean =>
  leafAt(state.ratchetTree, leafIndex) !== undefined
