import type { PersonPresence, UserId } from '@chaos/protocol'

type Mail = {
  readonly message: { type: 'people.changed'; people: PersonPresence[] }
  /** The same, with one more person. */
  readonly longer: Map<UserId, Mail>
}

const mailOf = (people: PersonPresence[]): Mail => ({
  message: { type: 'people.changed', people },
  longer: new Map(),
})

/** Gathers changes for many receivers. Those who get the same get one object, which is written as text only once. */
export function createOutbox<Receiver>() {
  const empty = mailOf([])
  const boxes = new Map<Receiver, Mail>()
  return {
    /** Persons are added in one order for all. */
    add(receiver: Receiver, person: PersonPresence): void {
      const before = boxes.get(receiver) ?? empty
      const mail = before.longer.get(person.userId) ?? mailOf([...before.message.people, person])
      before.longer.set(person.userId, mail)
      boxes.set(receiver, mail)
    },

    send(deliver: (receiver: Receiver, message: Mail['message']) => void): void {
      for (const [receiver, { message }] of boxes) deliver(receiver, message)
    },
  }
}
