import { Fragment, memo, useMemo, type ReactNode } from "react";
import { CodeBlock } from "./code-block.js";
import { parse, safeHref, type Token, type Tokens } from "./parse.js";

interface FormattedProps {
  readonly body: string;
  /** What stands for plain text, as where people are mentioned. */
  readonly renderText: (text: string) => ReactNode;
}

/** A body as its marks say, made of elements and never of HTML. */
export const Formatted = memo(function Formatted({ body, renderText }: FormattedProps) {
  const tokens = useMemo(() => parse(body), [body]);
  return <>{all(tokens, renderText)}</>;
});

type RenderText = FormattedProps["renderText"];

function all(tokens: readonly Token[] | undefined, text: RenderText): ReactNode {
  return tokens?.map((token, i) => <Fragment key={i}>{one(token, text)}</Fragment>);
}

function one(token: Token, text: RenderText): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return <p dir="auto">{all((token as Tokens.Paragraph).tokens, text)}</p>;
    case "blockquote":
      return <blockquote>{all((token as Tokens.Blockquote).tokens, text)}</blockquote>;
    case "list":
      return <List list={token as Tokens.List} text={text} />;
    case "code":
      return (
        <CodeBlock code={(token as Tokens.Code).text} language={(token as Tokens.Code).lang} />
      );
    case "codespan":
      return <code>{(token as Tokens.Codespan).text}</code>;
    case "strong":
      return <strong>{all((token as Tokens.Strong).tokens, text)}</strong>;
    case "em":
      return <em>{all((token as Tokens.Em).tokens, text)}</em>;
    case "del":
      return <del>{all((token as Tokens.Del).tokens, text)}</del>;
    case "br":
      return <br />;
    case "link":
      return <Link link={token as Tokens.Link} text={text} />;
    case "text":
    case "escape": {
      const { tokens } = token as Tokens.Text;
      return tokens ? all(tokens, text) : text((token as Tokens.Text).text);
    }
    default:
      return token.raw;
  }
}

function Link({ link, text }: { readonly link: Tokens.Link; readonly text: RenderText }) {
  const href = safeHref(link.href);
  if (href === null) return <>{link.raw}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" title={link.title ?? undefined}>
      {link.raw === link.text ? link.text.replace(/^https?:\/\//, "") : all(link.tokens, text)}
    </a>
  );
}

function List({ list, text }: { readonly list: Tokens.List; readonly text: RenderText }) {
  const items = list.items.map((item, i) => <li key={i}>{all(item.tokens, text)}</li>);
  if (!list.ordered) return <ul>{items}</ul>;
  return <ol start={list.start === "" ? 1 : list.start}>{items}</ol>;
}
