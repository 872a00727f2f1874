import type { Persona, World } from './world.ts'

/**
 * Who may use a route. `everybody`: nobody has to sign in. `signed_in`: whoever has. `member`: also in a timeout.
 * `active`: not in a timeout. `administrator_of_server`, `bot`: none of these people is one. `proof`: what counts is a cookie,
 * a code or a link, which tests of their own are about.
 */
export type Audience =
  | 'everybody'
  | 'signed_in'
  | 'member'
  | 'active'
  | 'moderator'
  | 'admin'
  | 'owner'
  | 'administrator_of_server'
  | 'bot'
  | 'proof'

export type Row = {
  may: Audience
  /** Where the row's parameters lead; the route itself when it has none. */
  at?: (world: World) => string
  body?: (world: World) => unknown
  /** Codes with which those may be refused who may: there is nothing wrong with who they are. */
  orCode?: string[]
  /** Who gets another refusal than their kind does, and which. */
  except?: Partial<Record<Persona, string>>
  /** It leaves the world another one. */
  changes?: true
}
