import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createShop } from "./shop.mjs";

const port = Number(process.env.SHOP_PORT ?? 4300);
const SCOPES = "USERS_WRITE,TOKENS_ISSUE,ACT_AS,CONVERSATIONS_WRITE,MESSAGES_WRITE";
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A Confab beside the shop, with the data of `npm start`; it ends with this process. */
async function bringConfab() {
  const env = { ...process.env, CORS_ORIGINS: `http://localhost:${port}` };
  // As `npm start` does, without an npm in between that would keep signals to itself.
  const script = ["--import", "tsx", "scripts/start.ts"];
  const confab = spawn(process.execPath, script, { cwd: root, env, stdio: "inherit" });
  confab.once("exit", (code) => process.exit(code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => confab.kill(signal));
  const origin = `http://localhost:${process.env.PORT || 4000}`;
  while (!(await isUp(origin))) await new Promise((resolve) => setTimeout(resolve, 500));
  const command = ["run", "--silent", "admin", "--", "key", "create", "--name", "Shop"];
  const { stdout } = await promisify(execFile)("npm", [...command, "--scopes", SCOPES], {
    cwd: root,
  });
  const key = /^Secret: (\S+)$/m.exec(stdout)?.[1];
  if (!key) throw new Error("There is no key.");
  return { confabUrl: `${origin}/graphql`, key };
}

async function isUp(origin) {
  try {
    return (await fetch(`${origin}/readyz`)).ok;
  } catch {
    return false;
  }
}

const { CONFAB_URL: confabUrl, CONFAB_KEY: key } = process.env;
const shop = await createShop(confabUrl && key ? { confabUrl, key } : await bringConfab());
shop.listen(port, "127.0.0.1", () => console.log(`The shop is open: http://localhost:${port}`));
