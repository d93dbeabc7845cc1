import "@fontsource-variable/inter/wght.css";
import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/overlays.css";
import "./design/auth.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { confab } from "./api/confab.js";
import { App, SignedIn } from "./app/app.js";
import { adoptPath } from "./app/route.js";
import { ErrorBoundary } from "./ui/error-boundary.js";
import { registerServiceWorker } from "./app/service-worker.js";
import { applyTheme, readTheme } from "./app/theme.js";

adoptPath();
registerServiceWorker();
applyTheme(readTheme());
if (confab.session.signedIn) SignedIn.preload();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
