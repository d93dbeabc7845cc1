import { useEffect, useState } from "react";
import { IconButton } from "../ui/button.js";
import { showError, showToast } from "../ui/toasts.js";
import { chatTexts } from "../texts/chat.js";

interface CodeBlockProps {
  readonly code: string;
  readonly language: string | undefined;
}

/** Coloured once the highlighter is there; it is loaded by the first block that names a language. */
export function CodeBlock({ code, language }: CodeBlockProps) {
  const [coloured, setColoured] = useState<string | null>(null);
  useEffect(() => {
    if (!language) return;
    let gone = false;
    highlight(code, language).then(
      (html) => !gone && setColoured(html),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [code, language]);
  const copy = (): void =>
    void navigator.clipboard.writeText(code).then(() => showToast(chatTexts.copied), showError);
  return (
    <div className="code-block">
      <pre tabIndex={0} aria-label={language ? chatTexts.codeIn(language) : chatTexts.code}>
        {coloured === null ? (
          <code>{code}</code>
        ) : (
          // The highlighter escapes all text; its output holds spans with classes and nothing else.
          <code dangerouslySetInnerHTML={{ __html: coloured }} />
        )}
      </pre>
      <IconButton icon="copy" small label={chatTexts.copyCode} onClick={copy} />
    </div>
  );
}

async function highlight(code: string, language: string): Promise<string | null> {
  const { default: hljs } = await import("highlight.js/lib/common");
  const [name = ""] = language.split(/\s/);
  return hljs.getLanguage(name) ? hljs.highlight(code, { language: name }).value : null;
}
