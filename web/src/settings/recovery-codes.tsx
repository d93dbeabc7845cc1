import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { showError, showToast } from "../ui/toasts.js";
import { settingsTexts } from "../texts/settings.js";

export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const copy = (): void =>
    void navigator.clipboard
      .writeText(codes.join("\n"))
      .then(() => showToast(settingsTexts.copied), showError);
  return (
    <div className="stack">
      <p className="small muted">{settingsTexts.eachOfThemLetsYouIn}</p>
      <ul className="recovery-codes" aria-label={settingsTexts.recoveryCodes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button small onClick={copy}>
          <Icon name="copy" size={16} />
          {settingsTexts.copyAll}
        </Button>
      </div>
    </div>
  );
}
