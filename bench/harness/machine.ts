import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** What a process is for; each has its core, so that one never waits for the other. */
export type Role = "server" | "load" | "database" | "second" | "any";

const allowed = allowedCores();

function allowedCores(): number[] {
  const [, list = "0"] =
    /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return list.split(",").flatMap((range) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** The measured server has the first core alone; what is not measured shares the others. */
export function coresOf(role: Role): string {
  const core = (index: number): number => allowed[Math.min(index, allowed.length - 1)] ?? 0;
  if (role === "server") return String(core(0));
  if (role === "load") return String(core(1));
  if (role === "database") return String(core(2));
  if (role === "second") return String(core(3));
  return allowed.join(",");
}

export function pin(pid: number, role: Role): void {
  execFileSync("taskset", ["-a", "-c", "-p", coresOf(role), String(pid)], { stdio: "ignore" });
}

export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const pinned = `server on core ${coresOf("server")}, load on ${coresOf("load")}, database on ${coresOf("database")}`;
  return `${allowed.length} cores (${model}), ${memory} GiB, Node ${process.version}; ${pinned}`;
}
