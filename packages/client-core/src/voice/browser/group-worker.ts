import type { GroupEvents, GroupHandle, GroupOptions } from '../media-platform.ts'
import type { FromGroupWorker, GroupNews, ToGroupWorker } from '../worker/group-messages.ts'

type Opening = GroupOptions & {
  /** The way that frame keys take to the media worker. */
  keys: MessagePort
  /** The worker could not run. */
  onBroken(): void
}

/**
 * The page's side of the worker that holds the call's group. Loading it takes as long as connecting does, so it is started
 * when a call may come, and stays for the next one; between groups it holds nothing.
 */
export interface GroupWorker {
  start(): void
  /** Ends the group before. */
  open(opening: Opening): GroupHandle
  close(): void
}

export function createGroupWorker(): GroupWorker {
  let worker: Worker | undefined
  let session = 0
  let current: { hear: (news: GroupNews) => void; onBroken: () => void } | undefined

  const start = (): Worker => {
    if (worker) return worker
    const started = new Worker(new URL('../worker/group-worker.ts', import.meta.url), { type: 'module', name: 'group' })
    worker = started
    started.addEventListener('message', ({ data }: MessageEvent<FromGroupWorker>) => {
      if (data.session === session) current?.hear(data.news)
    })
    started.addEventListener('error', () => {
      // Another one may do: the next call tries.
      close()
      current?.onBroken()
    })
    return started
  }
  const close = (): void => {
    worker?.terminate()
    worker = undefined
  }

  return {
    start: () => void start(),
    open({ callId, identity, vouch, events, keys, onBroken }) {
      session += 1
      const own = session
      const post = (message: ToGroupWorker, transfer: Transferable[] = []): void => {
        if (own === session) start().postMessage(message, transfer)
      }
      const hear = (news: GroupNews): void => {
        if (news.type !== 'leaf_key') return tell(events, news)
        vouch(news.signatureKey, (voucher) => post({ type: 'vouched', voucher }))
      }
      current = { hear, onBroken }
      post({ type: 'open', session, callId, identity, keys }, [keys])
      return {
        start: (group) => post({ type: 'start', group }),
        accepted: () => post({ type: 'accepted' }),
        refused: (reason, group) => post({ type: 'refused', reason, group }),
        committed: (epoch, commit) => post({ type: 'committed', epoch, commit }),
        state: (group) => post({ type: 'state', group }),
        present: (participantIds) => post({ type: 'present', participantIds }),
        close() {
          post({ type: 'close' })
          if (own === session) current = undefined
        },
      }
    },
    close,
  }
}

function tell(events: GroupEvents, news: Exclude<GroupNews, { type: 'leaf_key' }>): void {
  if (news.type === 'send') events.send(news.message)
  else if (news.type === 'epoch') events.onEpoch(news.epoch, news.members)
  else events.onPrivacyCode(news.epoch, news.code)
}
