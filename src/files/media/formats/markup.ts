/** What only a page begins with, once its declarations and comments are passed over. */
const PAGE =
  /^<(?:!doctype\s+(?:html|svg)|(?:[\w-]+:)?(?:html|head|body|frameset|script|style|title|meta|link|base|iframe|object|embed|svg|x?html))(?![\w-])/i;
const XML_OF_PAGES = /http:\/\/www\.w3\.org\/(?:1999\/xhtml|2000\/svg)|<\?xml-stylesheet/i;
const PASSED_OVER = /^(?:[\s\ufeff]+|<!--[^]*?-->|<\?[^]*?\?>)/;

/**
 * Whether a text is HTML or SVG. Markdown may begin with tags of HTML as well, such as a centred
 * picture: those make no page.
 */
export function isPage(text: string): boolean {
  if (/^\s*<\?xml/i.test(text) && XML_OF_PAGES.test(text)) return true;
  let rest = text;
  for (let passed = PASSED_OVER.exec(rest); passed; passed = PASSED_OVER.exec(rest))
    rest = rest.slice(passed[0].length);
  return PAGE.test(rest);
}
