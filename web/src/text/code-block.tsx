import { useEffect, useState } from "react";
import { IconButton } from "../ui/button.js";
import { showError, showToast } from "../ui/toasts.js";

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
    void navigator.clipboard.writeText(code).then(() => showToast("Copied"), showError);
  return (
    <div className="code-block">
      <pre tabIndex={0} aria-label={language ? `${language} code` : "Code"}>
        {coloured === null ? (
          <code>{code}</code>
        ) : (
          // The highlighter escapes all text; its output holds spans with classes and nothing else.
          <code dangerouslySetInnerHTML={{ __html: coloured }} />
        )}
      </pre>
      <IconButton icon="copy" small label="Copy code" onClick={copy} />
    </div>
  );
}

async function highlight(code: string, language: string): Promise<string | null> {
  const { default: hljs } = await import("highlight.js/lib/common");
  const [name = ""] = language.split(/\s/);
  return hljs.getLanguage(name) ? hljs.highlight(code, { language: name }).value : null;
}
