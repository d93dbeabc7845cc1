import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

const IN_MEMORY = "/dev/shm";
const NEEDED_BYTES = 4 * 2 ** 30;
const PREFIX = "confab-test-";

/**
 * A folder for the data of a test's database: in memory where there is plenty, for there each durable
 * write would wait for a disk. A database that is killed finds its data there again; only a machine
 * that loses its power would not, and no test takes that away.
 */
export async function testFolder(): Promise<string> {
  if (!(await hasRoom())) return mkdtemp(join(tmpdir(), PREFIX));
  await removeAbandoned();
  return mkdtemp(join(IN_MEMORY, `${PREFIX}${process.pid}-`));
}

/** What is in memory is counted twice: as used of the one and of the other. */
async function hasRoom(): Promise<boolean> {
  const { bavail, bsize } = await statfs(IN_MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= NEEDED_BYTES && freemem() >= 2 * NEEDED_BYTES;
}

/** Of runs that were killed: a disk could keep it, memory should not. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(IN_MEMORY)) {
    const pid = /^confab-test-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid)))
      await rm(join(IN_MEMORY, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
