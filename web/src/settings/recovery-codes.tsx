import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { showError, showToast } from "../ui/toasts.js";

export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const copy = (): void =>
    void navigator.clipboard.writeText(codes.join("\n")).then(() => showToast("Copied"), showError);
  return (
    <div className="stack">
      <p className="small muted">
        Each of them lets you in once without your second factor. They are not shown again.
      </p>
      <ul className="recovery-codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button small onClick={copy}>
          <Icon name="copy" size={16} />
          Copy all
        </Button>
      </div>
    </div>
  );
}
