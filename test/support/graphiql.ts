import type { Locator, Page } from "playwright-core";

/** Opens the page at `url` (the server's /graphql) and waits until it can be written into. */
export async function openGraphiql(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await input(operationEditor(page)).waitFor({ state: "attached" });
  await input(responsePane(page)).waitFor({ state: "attached" });
}

/**
 * Replaces the operation and, if given, the headers (JSON as text), and runs it. What ran before is stopped.
 * Resolves when it has been sent: see `responseContaining` for what comes back.
 */
export async function runOperation(page: Page, text: string, headersJson?: string): Promise<void> {
  await stopOperation(page);
  if (headersJson !== undefined) await writeHeaders(page, headersJson);
  await write(operationEditor(page), text);
  await input(operationEditor(page)).press("ControlOrMeta+Enter");
}

/** Replaces the text of the headers tab. A running subscription goes over to its authorization. */
async function writeHeaders(page: Page, headersJson: string): Promise<void> {
  const editor = page.locator("section.graphiql-editor-tool .graphiql-editor:not(.hidden)");
  await page.locator('.graphiql-editor-tools button[data-name="headers"]').click();
  await write(editor, headersJson);
}

/** Presses ■ if an operation is running. */
async function stopOperation(page: Page): Promise<void> {
  const stop = page.getByRole("button", { name: /^Stop query/ });
  if (await stop.isVisible()) await stop.click();
}

/** What the response pane shows, as text. Monaco draws only the lines in view: keep responses short. */
async function responseText(page: Page): Promise<string> {
  const lines = await responsePane(page)
    .locator(".view-line")
    .evaluateAll((nodes: readonly DrawnLine[]) =>
      nodes.map(({ style, textContent }) => ({ top: parseFloat(style.top), text: textContent })),
    );
  return lines
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => (text ?? "").replaceAll("\u00a0", " "))
    .join("\n");
}

/**
 * Waits until a line of the response pane holds `part`, and returns all of the text. Case and the amount of
 * white space do not matter; a line that is too long is drawn as several, so keep `part` to a few words.
 */
export async function responseContaining(page: Page, part: string): Promise<string> {
  await responsePane(page).filter({ hasText: part }).waitFor();
  return responseText(page);
}

// What the functions that run in the page use of it: the tests are compiled without the DOM's types.
declare class DataTransfer {
  setData(format: string, data: string): void;
}
declare class ClipboardEvent extends Event {
  constructor(
    type: string,
    init: { clipboardData: DataTransfer; bubbles: boolean; cancelable: boolean },
  );
}
interface DrawnLine {
  readonly style: { readonly top: string };
  readonly textContent: string | null;
}

function operationEditor(page: Page): Locator {
  return page.locator(".graphiql-query-editor .graphiql-editor");
}

function responsePane(page: Page): Locator {
  return page.locator(".result-window");
}

/** The invisible text area in which Monaco takes keys. */
function input(editor: Locator): Locator {
  return editor.locator("textarea.inputarea");
}

/**
 * Selects all and pastes. Typing does not do: Monaco adds a closing bracket to every opening one, indents,
 * and takes an Enter for the choice of a completion.
 */
async function write(editor: Locator, text: string): Promise<void> {
  await input(editor).focus();
  await input(editor).press("ControlOrMeta+A");
  await input(editor).evaluate(paste, text);
}

/** Runs in the page. */
function paste(node: EventTarget, text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  node.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}
