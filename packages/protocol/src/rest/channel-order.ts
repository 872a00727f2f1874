import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

const ChannelIds = Type.Array(Id, { maxItems: 1_000 })

/** The whole arrangement of a community, as one viewer sees it. */
export const ChannelOrder = Closed({
  uncategorized: ChannelIds,
  categories: Type.Array(Closed({ id: Id, channelIds: ChannelIds }), { maxItems: 1_000 }),
})
export type ChannelOrder = Static<typeof ChannelOrder>

/** Refused when `from` is not how things stand: somebody else was faster. */
export const ChannelOrderChange = Closed({ from: ChannelOrder, to: ChannelOrder })
export type ChannelOrderChange = Static<typeof ChannelOrderChange>
