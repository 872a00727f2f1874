import { expect, test } from 'vitest'
import { createKnownDevices } from './known-devices.ts'

const devices = createKnownDevices(Buffer.alloc(32, 1))

test('a device is known to the accounts that signed in there, and to no other', () => {
  const mark = devices.remember(devices.remember(undefined, 'ada'), 'Bo')
  expect(devices.recognize(mark, 'ADA')).toBe(mark.split('.')[0])
  expect(devices.recognize(mark, 'bo')).toBe(mark.split('.')[0])
  expect(devices.recognize(mark, 'cara')).toBeNull()
  expect(devices.recognize(undefined, 'ada')).toBeNull()
})

test('a mark cannot be made up, moved to another device or grow without end', () => {
  const mark = devices.remember(undefined, 'ada')
  const [, proof = ''] = mark.split('.')
  const [stranger = ''] = devices.remember(undefined, 'bo').split('.')
  for (const forged of [
    '',
    '.',
    'x',
    `${stranger}.${proof}`,
    `${mark}x`,
    createKnownDevices(Buffer.alloc(32, 2)).remember(undefined, 'ada'),
  ])
    expect(devices.recognize(forged, 'ada')).toBeNull()
  let long = mark
  for (let count = 0; count < 50; count += 1) long = devices.remember(long, `user-${count}`)
  expect(long.split('.')).toHaveLength(9)
  expect(devices.recognize(long, 'user-49')).not.toBeNull()
  expect(devices.recognize(long, 'ada')).toBeNull()
})
