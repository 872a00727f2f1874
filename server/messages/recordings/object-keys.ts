/** Where recordings are stored. The last characters of an id are random, so that no folder gets all of a day's. */
export const recordingsFolder = 'recordings/'
export const uploadsFolder = 'uploads/'

const shard = (objectId: string): string => objectId.slice(-2)

export const recordingKey = (objectId: string): string => `${recordingsFolder}${shard(objectId)}/${objectId}`
export const segmentKey = (objectId: string, name: string): string =>
  `${uploadsFolder}${shard(objectId)}/${objectId}/${name}`

/** The object that a file of either folder belongs to. */
export const objectOfKey = (key: string): string | undefined => /^[a-z]+\/..\/([0-9a-f-]{36})(?:\/|$)/.exec(key)?.[1]
/** The segment's name in a key of {@link segmentKey}. */
export const segmentOfKey = (key: string): string | undefined => key.split('/')[3]
