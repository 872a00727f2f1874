import { admitDevice, createRecovery, revokeDevice } from '@chaos/crypto/keys'
import type { OpenKeyStore } from '../key-records.ts'
import type { KeyVault } from '../key-vault.ts'
import { admit, answer, hearReveal } from './approve.ts'
import { acceptIdentity, found, offer, recover, takeOneAnswer, vouch } from './join.ts'
import { nextSequence, takeLog } from './own-log.ts'
import { type Opened, ownDevice } from './opened.ts'

type Deps = { openStore: OpenKeyStore; newId: () => string; now: () => number }

/** The vault itself. In a browser it runs in a worker, elsewhere where it is made. */
export function createKeyVault({ openStore, newId, now }: Deps): KeyVault {
  let opened: Opened | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One command after the other: each reads what the one before has written. */
  const inTurn = <Output>(command: () => Promise<Output>): Promise<Output> => {
    const turn = last.then(command)
    last = turn.catch(() => {})
    return turn
  }
  const withOpened = <Output>(command: (opened: Opened) => Promise<Output>): Promise<Output> =>
    inTurn(async () => {
      if (!opened) throw new TypeError('the vault is not open')
      return command(opened)
    })
  const close = () => {
    opened?.store.close()
    opened = undefined
  }

  return {
    open: ({ userId }) =>
      inTurn(async () => {
        if (opened?.userId !== userId) {
          close()
          const store = await openStore(userId)
          const memory = { candidate: undefined, shownIdentity: null, answers: new Map(), recovery: undefined }
          opened = { userId, store, newId, now, ...memory }
        }
        return { from: await nextSequence(opened) }
      }),
    takeLog: ({ page }) => withOpened((vault) => takeLog(vault, page)),
    found: () => withOpened(found),
    offer: () => withOpened(offer),
    takeAnswer: (input) => withOpened((vault) => takeOneAnswer(vault, input.answer)),
    vouch: () => withOpened(vouch),
    recover: (input) => withOpened((vault) => recover(vault, input)),
    answer: (input) => withOpened((vault) => answer(vault, input)),
    takeReveal: (input) => withOpened((vault) => hearReveal(vault, input)),
    admit: (input) => withOpened((vault) => admit(vault, input)),
    revoke: ({ deviceId }) =>
      withOpened(async (vault) => {
        const { account, device: author } = await ownDevice(vault)
        return { entry: await revokeDevice({ account, author, deviceId, atMs: now() }) }
      }),
    makeRecovery: () =>
      withOpened(async (vault) => {
        const { account } = await ownDevice(vault)
        const { code, device, backup } = await createRecovery(account, newId())
        vault.recovery = device
        return { code, backup }
      }),
    admitRecovery: () =>
      withOpened(async (vault) => {
        const { account, device: author } = await ownDevice(vault)
        if (!vault.recovery) throw new TypeError('no recovery code was made')
        return { entry: await admitDevice({ account, author, device: vault.recovery, atMs: now() }) }
      }),
    acceptIdentity: () => withOpened(acceptIdentity),
    erase: () =>
      withOpened(async (vault) => {
        opened = undefined
        await vault.store.erase()
      }),
    close: () => inTurn(async () => close()),
  }
}
