import { request as requestPlainly } from 'node:http'
import { request } from 'node:https'
import type { PushMessage } from '@chaos/protocol'
import type { Subscriber } from '../../database/stores/push-store.ts'
import type { PushKeys } from './push-keys.ts'
import { type EndpointRules, publicLookup, requireEndpoint } from './push-endpoint.ts'

/** What became of one push. `gone`: the browser ended its subscription. `later`: the service cannot take it now. */
export type Sent = 'sent' | 'gone' | 'later' | 'refused'

export type Push = { message: PushMessage; to: Subscriber }
export type SendPush = (push: Push) => Promise<Sent>

const timeoutMs = 10_000
const daySeconds = 86_400
const ringSeconds = 30
/** Push services take 4,096 bytes, encryption included (RFC 8291 §4). */
const mostTextLength = 300

type Deps = {
  keys: () => Promise<PushKeys>
  /** Who a push service can turn to: an address that begins with https: or mailto: (RFC 8292 §2.1). */
  contact: () => string
  rules: EndpointRules
}

function outcomeOf(status: number): Sent {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'later' : 'refused'
}

function shortened(message: PushMessage): PushMessage {
  if (message.type !== 'notification.added' || message.notification.body.kind !== 'notice.posted') return message
  const { body, ...rest } = message.notification
  return { ...message, notification: { ...rest, body: { ...body, text: body.text.slice(0, mostTextLength) } } }
}

/** Sends one message to one browser, readable by nobody on the way (RFC 8030, 8291, 8292). */
export function createPushSender({ keys, contact, rules }: Deps): SendPush {
  return async ({ message, to }) => {
    requireEndpoint(to.endpoint, rules)
    const { default: webPush } = await import('web-push')
    const isCall = message.type === 'call.ringing'
    const subscription = { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } }
    const { headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(shortened(message)), {
      vapidDetails: { subject: contact(), ...(await keys()) },
      TTL: isCall ? ringSeconds : daySeconds,
      urgency: isCall ? 'high' : 'normal',
    })
    return post(to.endpoint, { headers, body }, rules)
  }
}

type Body = { headers: object; body: Buffer }

function post(endpoint: string, { headers, body }: Body, { allowPrivate }: EndpointRules): Promise<Sent> {
  const ask = endpoint.startsWith('https:') ? request : requestPlainly
  const options = { method: 'POST', headers: { ...headers }, ...(allowPrivate ? {} : { lookup: publicLookup }) }
  return new Promise((resolve) => {
    const call = ask(endpoint, { ...options, timeout: timeoutMs }, (reply) => {
      // Nothing it says is of use; redirects are not followed.
      reply.resume()
      resolve(outcomeOf(reply.statusCode ?? 0))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve('later'))
    call.end(body)
  })
}
