/** The pattern for `like` that finds what begins with this text. */
export const beginning = (text: string): string => `${text.trim().replace(/[\\%_]/g, '\\$&')}%`

type ShownUser<Id, UserName, DisplayName, Avatar> = {
  id: Id
  userName: UserName
  displayName: DisplayName
  avatar: Avatar
}

/** What everybody may see of an account, from the table of users or an alias of it. */
export const shownUser = <Id, UserName, DisplayName, Avatar>({
  id,
  userName,
  displayName,
  avatar,
}: ShownUser<Id, UserName, DisplayName, Avatar>) => ({ id, userName, displayName, avatar })
