import type { ChannelVault } from '../channel-vault.ts'
import { logsToRead, strangersAmong, takePerson } from './contacts.ts'
import { channelStanding, takeBoxes, takeHeader, takeOlderOnes } from './follow-generations.ts'
import { abandon, boxesFor, confirm, make, prepare, serve } from './make-generations.ts'
import type { Opened } from './opened.ts'
import { createObjects, openEnvelope, seal } from './sealing.ts'

type WithOpened = <Output>(command: (opened: Opened) => Promise<Output>) => Promise<Output>

export function createChannelCommands(withOpened: WithOpened, newId: () => string): ChannelVault {
  const command =
    <Input, Output>(run: (opened: Opened, input: Input) => Promise<Output>) =>
    (input: Input): Promise<Output> =>
      withOpened((opened) => run(opened, input))
  return {
    logsToRead: command(logsToRead),
    takePerson: command(takePerson),
    strangersAmong: command(strangersAmong),
    channelStanding: command(channelStanding),
    takeHeader: command(takeHeader),
    takeOlder: command(takeOlderOnes),
    takeBoxes: command(takeBoxes),
    prepare: command(prepare),
    restart: (members) => withOpened((opened) => make(opened, members, 'restart')),
    confirm: command(confirm),
    abandon: command(abandon),
    boxesFor: command(boxesFor),
    serve: command(serve),
    seal: command(seal),
    openEnvelope: command(openEnvelope),
    ...createObjects({ newId }),
  }
}
