import type { Floor } from '@chaos/protocol'

/**
 * Whether the person has the word, as the server says it, and whether they wanted it.
 *
 * @param onFloor told when that changes; `asked`: they asked for the word, or came in with it
 */
export function createOwnFloor(onFloor: (hasWord: boolean, asked: boolean) => void) {
  let hadWord: boolean | undefined
  let asked = true
  return {
    /** The person asks for the word, or takes an invitation. */
    ask(): void {
      asked = true
    },
    follow({ kind }: Floor): void {
      const hasWord = kind !== 'listener'
      if (hasWord === hadWord) return
      hadWord = hasWord
      onFloor(hasWord, asked)
      asked = false
    },
  }
}
