// Sits in one voice channel and greets whoever enters it. Needs nothing but Node 22 or newer; the README beside it says how
// to run it.

const { CHAOS_URL, CHAOS_TOKEN, CHAOS_CHANNEL, CHAOS_WEBHOOK, CHAOS_WEBHOOK_SECRET } = process.env
if (!CHAOS_URL || !CHAOS_TOKEN || !CHAOS_CHANNEL) {
  console.error('CHAOS_URL, CHAOS_TOKEN and CHAOS_CHANNEL have to be set.')
  process.exit(2)
}

const pingEveryMs = 10_000
const returnAfterMs = 2_000
/** Closed so, a socket may be opened again with the same token (packages/protocol/src/close-codes.ts). */
const maySocketReturn = (code) => code === 1012 || code === 4408 || code === 4410 || code === 4500 || code < 4000

/** A REST call. Waits once where the server asks for patience. */
async function call(method, path, { body, token = CHAOS_TOKEN } = {}) {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
  const ask = () => fetch(new URL(path, CHAOS_URL), { method, headers, body: body && JSON.stringify(body) })
  let reply = await ask()
  if (reply.status === 429) {
    await new Promise((resolve) => setTimeout(resolve, Number(reply.headers.get('retry-after') ?? 1) * 1000))
    reply = await ask()
  }
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** The community that the channel is in: the bot sees only those that it was brought into. */
async function findCommunity() {
  for (const community of await call('GET', '/api/communities')) {
    const channels = await call('GET', `/api/communities/${community.id}/channels`)
    if (channels.some(({ id }) => id === CHAOS_CHANNEL)) return community
  }
  throw new Error('the bot sees no such channel')
}

let stopping = false
/** What each open socket says before it closes. */
const sockets = new Map()

/** A socket that says hello first and comes back when it can. */
function open(path, { hello, goodbye = [], onMessage }) {
  const socket = new WebSocket(new URL(path, CHAOS_URL.replace(/^http/, 'ws')))
  sockets.set(socket, goodbye)
  const send = (message) => socket.send(JSON.stringify(message))
  let pings
  socket.addEventListener('open', () => {
    send({ type: 'session.hello', version: 1, token: CHAOS_TOKEN, ...hello })
    pings = setInterval(() => send({ type: 'session.ping', id: 0 }), pingEveryMs)
  })
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data)
    if (message.type === 'session.refused') console.error(`${path}: ${message.code}, ${message.message}`)
    onMessage(message, send)
  })
  socket.addEventListener('close', ({ code }) => {
    clearInterval(pings)
    sockets.delete(socket)
    if (stopping) return
    if (!maySocketReturn(code)) return stop(1)
    setTimeout(() => stopping || open(path, { hello, goodbye, onMessage }), returnAfterMs)
  })
}

/** By the webhook, where one is set; else in the bot's own name, with the scope `notices.write`. */
async function post(text) {
  if (!CHAOS_WEBHOOK) return call('POST', `/api/channels/${CHAOS_CHANNEL}/notices`, { body: { text } })
  return call('POST', `/api/communities/webhooks/${CHAOS_WEBHOOK}`, { body: { text }, token: CHAOS_WEBHOOK_SECRET })
}

/** Who was in the channel when it was last told of; null: it was not yet. Those who were there first are not greeted. */
let present = null
function rosterChanged(occupants) {
  const before = present
  present = new Set(occupants.map(({ userId }) => userId))
  if (!before) return console.log(`in ${community.name}, greeting whoever comes`)
  for (const { userId, displayName, isBot } of occupants) {
    if (isBot || before.has(userId)) continue
    post(`Welcome, ${displayName}.`).then(
      () => console.log(`greeted ${displayName}`),
      (error) => console.error(String(error)),
    )
  }
}

function stop(code) {
  if (stopping) return
  stopping = true
  for (const [socket, goodbye] of sockets) {
    if (socket.readyState === WebSocket.OPEN) for (const message of goodbye) socket.send(JSON.stringify(message))
    socket.close()
  }
  process.exitCode = code
  // A server that does not answer the goodbye is not waited for.
  setTimeout(() => process.exit(code), 1_000).unref()
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0))

const community = await findCommunity()

// In the channel, without sound: nothing is sent, nothing is heard, and media offers stay unanswered. The bot takes no part
// in the encryption group, and people see that.
open(`/ws/voice/${CHAOS_CHANNEL}`, {
  hello: { muted: true, deafened: true, sending: false },
  goodbye: [{ type: 'session.leave' }],
  onMessage: () => {},
})

open('/ws/presence', {
  hello: {},
  onMessage(message, send) {
    if (message.type === 'session.welcome') {
      // Whoever came while nobody was listening is not greeted late.
      present = null
      send({ type: 'watch.set', communityIds: [community.id] })
    }
    if (message.type === 'roster.changed' && message.channelId === CHAOS_CHANNEL) rosterChanged(message.occupants)
  },
})
