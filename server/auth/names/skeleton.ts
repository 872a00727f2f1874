/**
 * What a user name looks like (Unicode TS 39 §4, "skeleton"): names that can be mistaken for one another share it. User
 * names are ASCII, and these are the ASCII rows of confusables.txt that can occur in one; then case is folded, since
 * names are compared without it. The unique index `users_user_name_skeleton` says the same in SQL.
 */
export const skeletonOf = (userName: string): string =>
  userName.replace(/[I1]/g, 'l').replaceAll('0', 'O').replaceAll('m', 'rn').toLowerCase()
