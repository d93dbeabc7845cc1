import { uiTexts } from "../texts/ui.js";
/** The mark, and the name beside it where there is room. */
export function Brand({
  size,
  named = false,
}: {
  readonly size: number;
  readonly named?: boolean;
}) {
  return (
    <span className="brand">
      <img src="/icon.svg" alt={named ? "" : uiTexts.confab} width={size} height={size} />
      {named && <span>{uiTexts.confab}</span>}
    </span>
  );
}
