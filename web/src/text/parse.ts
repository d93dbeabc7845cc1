import { Marked, type Token, type Tokens } from "marked";

export type { Token, Tokens };

const off = (): undefined => undefined;

/**
 * The part of Markdown that docs/text-format.md describes. What is not in it (HTML, headings, tables,
 * pictures, references, code by indenting) stays the text that it is.
 */
const markdown = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    html: off,
    tag: off,
    heading: off,
    lheading: off,
    hr: off,
    table: off,
    def: off,
    reflink: off,
    code: off,
  },
});

/** Whether anything in it can be markup or a link at all: most messages are neither. */
const MARKUP = /[*_~`>[\]\\]|https?:|www\.|@|^\s*(?:[-+]|\d{1,9}[.)])\s/m;

const WEB = /^(?:https?:\/\/|mailto:)/i;

export function parse(body: string): readonly Token[] {
  const plain = [{ type: "paragraph", raw: body, text: body, tokens: [textToken(body)] }];
  if (!MARKUP.test(body)) return plain;
  try {
    return markdown.lexer(body);
  } catch {
    return plain;
  }
}

/** Null: it leads to nowhere that a browser should go. */
export function safeHref(href: string): string | null {
  return WEB.test(href) ? href : null;
}

/** As text, for lists, quotes and notices. */
export function toPlain(body: string): string {
  return MARKUP.test(body) ? parse(body).map(plainOf).join("\n").trim() : body;
}

function plainOf(token: Token): string {
  switch (token.type) {
    case "space":
      return "";
    case "br":
      return "\n";
    case "list":
      return (token as Tokens.List).items.map((item) => inner(item.tokens)).join("\n");
    case "link":
    case "strong":
    case "em":
    case "del":
    case "paragraph":
    case "blockquote":
      return inner((token as Tokens.Paragraph).tokens);
    case "text":
    case "escape":
    case "code":
    case "codespan":
      return (token as Tokens.Text).text;
    default:
      return token.raw;
  }
}

function inner(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map(plainOf).join("");
}

function textToken(text: string): Tokens.Text {
  return { type: "text", raw: text, text, escaped: false };
}
