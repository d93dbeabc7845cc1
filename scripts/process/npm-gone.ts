import { readFileSync } from "node:fs";

const CHECK_MS = 500;

/** A SIGKILL of npm reaches neither its shell nor us, but our line of parents changes by it. */
export function whenNpmIsGone(action: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const first = parents();
  const timer = setInterval(() => {
    if (parents() === first) return;
    clearInterval(timer);
    action();
  }, CHECK_MS);
  timer.unref();
}

/** The shell and npm; only the shell where the system does not say whose child that is. */
function parents(): string {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    // After the name in parentheses: the state, then the parent.
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(process.ppid);
  }
}
