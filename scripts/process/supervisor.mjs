// Runs one command and ends it when the process that started this supervisor is gone: the pipe on stdin
// closes however that process dies, SIGKILL included. The command has a process group of its own, so
// a Ctrl-C in the terminal reaches only the launcher, which decides the order of stopping.
import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { constants } from "node:os";

const [graceMs, command, ...args] = process.argv.slice(2);
const REPORT_FD = 3;

const child = spawn(command, args, { stdio: ["ignore", 1, 2], detached: true });
child.once("error", (error) => {
  report(`error ${error.message}`);
  process.exit(127);
});
child.once("spawn", () => {
  process.stdin.resume().once("end", stop).once("error", stop);
  report(`pid ${child.pid}`);
});
child.once("exit", (code, signal) => {
  signalGroup("SIGKILL"); // what the command has left running
  process.exit(code ?? 128 + constants.signals[signal]);
});
process.once("SIGTERM", stop);
for (const ignored of ["SIGINT", "SIGHUP", "SIGPIPE"]) process.on(ignored, () => {});

function report(line) {
  try {
    writeSync(REPORT_FD, `${line}\n`);
  } catch {
    // The launcher is gone already; that it is comes by stdin.
  }
}

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  signalGroup("SIGTERM");
  setTimeout(signalGroup, Number(graceMs), "SIGKILL");
}

function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
