import { createSocket } from 'node:dgram'
import { ConfigError } from '../config/config-error.ts'

/**
 * Makes sure that the media port is free, before anybody joins a call that would stay silent.
 *
 * @param wanted 0 for any free port
 * @throws ConfigError
 */
export function findMediaPort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.once('error', () => {
      const reason = `UDP port ${wanted} is not free. Set VOICE_UDP_PORT (voice.udpPort) to another one.`
      reject(new ConfigError(reason))
    })
    socket.bind(wanted, () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}
