import { onPath } from "./process/on-path.js";
import { run } from "./process/run.js";
import { showProgress } from "./progress.js";

/**
 * The program of that name; if it is missing and we may, from Debian's packages.
 * With a null name the packages are installed in any case.
 */
export async function need(program: string | null, packages: readonly string[]): Promise<string> {
  const found = program === null ? null : await onPath(program);
  if (found !== null) return found;
  const what = program ?? packages.join(" ");
  if (process.getuid?.() !== 0 || (await onPath("apt-get")) === null) {
    throw new Error(`${what} is missing. On Debian: apt-get install ${packages.join(" ")}`);
  }
  const progress = showProgress(`Installing ${packages.join(" ")} (apt-get)`);
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = async (...args: string[]): Promise<unknown> =>
      run("apt-get", args, { env, onLine: (line) => progress.note(line) });
    await apt("update", "-q");
    await apt("install", "-y", "-q", "--no-install-recommends", ...packages);
  } finally {
    progress.end();
  }
  const installed = program === null ? "" : await onPath(program);
  if (installed === null) throw new Error(`${what} is not there after apt-get install`);
  return installed;
}

/** What the tests run beside the server. */
export async function needTestTools(): Promise<void> {
  await need("redis-server", ["redis-server"]);
  await need("chromium", ["chromium"]);
  await need("nginx", ["nginx-light"]);
  await need("caddy", ["caddy"]);
  // The guides show them.
  await need("curl", ["curl"]);
  await need("python3", ["python3"]);
}
