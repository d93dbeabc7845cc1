const KEY = "confab:reloaded-for";

/**
 * Loads a part of the program. A part that the server no longer has belongs to a former deploy: the
 * page is loaded anew, once. Without a connection it can be tried again.
 */
export async function loadChunk<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    const chunk = await load();
    if (window.sessionStorage.getItem(KEY) === name) window.sessionStorage.removeItem(KEY);
    return chunk;
  } catch (error) {
    if (window.sessionStorage.getItem(KEY) !== name && (await serverAnswers())) {
      window.sessionStorage.setItem(KEY, name);
      window.location.reload();
      // The page is on its way out.
      return new Promise(() => undefined);
    }
    throw error;
  }
}

async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch("/", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
