import { communityLimits } from '@chaos/protocol'

/** What a word becomes as a tag; '' when nothing of it can be one. */
export const tagOf = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, communityLimits.tagLength)
    .replaceAll(/-+$/g, '')
