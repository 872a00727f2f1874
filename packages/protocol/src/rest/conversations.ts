import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Occupant } from '../presence/occupant.ts'
import { Closed } from '../wire/message-table.ts'
import { User } from './users.ts'

export const conversationLimits = { members: 10, nameLength: 64 } as const

const ConversationName = Type.String({ minLength: 1, maxLength: conversationLimits.nameLength, pattern: '\\S' })

/** A talk between two people, or a group of up to ten. Its id is that of its voice channel. */
export const Conversation = Type.Object({
  id: Id,
  kind: Type.Enum(['direct', 'group']),
  /** '': none was given. */
  name: Type.String(),
  /** Who made the group; null: nobody any more, or a direct one. */
  ownerId: Type.Union([Id, Type.Null()]),
  /** In the order they came, oneself included. */
  members: Type.Array(User),
  /** Who is in its call now. */
  occupants: Type.Array(Occupant),
  activeAt: Instant,
})
export type Conversation = Static<typeof Conversation>

/** The latest first; hidden ones are left out. */
export const ConversationPage = Type.Object({
  items: Type.Array(Conversation),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type ConversationPage = Static<typeof ConversationPage>

const Others = (most: number) => Type.Array(Id, { minItems: 1, maxItems: most, uniqueItems: true })

/** One other: the direct conversation with them, the same each time. More: a new group. */
export const ConversationDraft = Closed({
  userIds: Others(conversationLimits.members - 1),
  name: Type.Optional(ConversationName),
})
export type ConversationDraft = Static<typeof ConversationDraft>

export const ConversationChange = Closed({ name: Type.String({ maxLength: conversationLimits.nameLength }) })
export type ConversationChange = Static<typeof ConversationChange>

export const ConversationAddition = Closed({ userIds: Others(conversationLimits.members - 1) })

/** Who may be talked with: friends, and people of the same communities. */
export const ReachableQuery = Closed({ search: Type.Optional(Type.String({ maxLength: 64 })) })
