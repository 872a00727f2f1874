/** Every mail this server writes, in English. Plain text: nothing in it can be hidden or loaded from elsewhere. */
type Text = { subject: string; text: string }

const lines = (...paragraphs: string[]) => `${paragraphs.join('\n\n')}\n`
const notYou = (what: string) => `If this was not you, ${what}`

export const verifyText = (server: string, url: string): Text => ({
  subject: `Confirm your e-mail address for ${server}`,
  text: lines(
    `Open this link to confirm that this address is yours. It works once, for 24 hours:`,
    url,
    notYou('do nothing: without the link the address is not used.'),
  ),
})

export const addressTakenText = (server: string): Text => ({
  subject: `Your e-mail address at ${server}`,
  text: lines(
    `Somebody wanted to use this address for another account at ${server}. It belongs to your account already, so nothing was changed.`,
    notYou('there is nothing you need to do.'),
  ),
})

export const resetText = (server: string, { url, userName }: { url: string; userName: string }): Text => ({
  subject: `Choose a new password for ${server}`,
  text: lines(
    `Open this link to choose a new password for the account "${userName}". It works once, for one hour:`,
    url,
    'A new password signs the account out everywhere.',
    notYou('do nothing: your password stays as it is.'),
  ),
})
