/** What stands in each element of this name. Enough for the replies of S3, whose elements do not nest in their own kind. */
export const allOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map(([, content = '']) => content)

/** What stands in the first element of this name, as text; '': there is none. */
export const textOf = (xml: string, name: string): string =>
  (allOf(xml, name)[0] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&amp;', '&')
