import qrcode from "qrcode-generator";
import { settingsTexts } from "../texts/settings.js";

/** Drawn here and nowhere else: the secret in it goes to no service. */
export function QrCode({ text }: { readonly text: string }) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) if (code.isDark(y, x)) path += `M${x} ${y}h1v1h-1z`;
  }
  return (
    <svg
      className="qr-code"
      viewBox={`-3 -3 ${size + 6} ${size + 6}`}
      role="img"
      aria-label={settingsTexts.qrCodeForTheAuthenticatorApp}
      shapeRendering="crispEdges"
    >
      <rect x="-3" y="-3" width={size + 6} height={size + 6} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
