/** The app opens without a connection once it has been opened with one. Not while it is developed. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    // Where it is refused (a private window, say) the app works as before.
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
}
