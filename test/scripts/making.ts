// Run by cache.test.ts as a process of its own: makes a thing that takes some time, or gets it.
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder, fetchOrMake } from "../../scripts/cache/cache.js";

const [ms = "0", outcome = "whole"] = process.argv.slice(2);

const file = await fetchOrMake({
  name: "thing",
  version: "1",
  title: "Making the thing",
  executable: "thing.sh",
  make: async (folder) => {
    await appendFile(join(cacheFolder(), "made.log"), `${process.pid}\n`);
    await writeFile(join(folder, "half"), "");
    console.log("making");
    await sleep(Number(ms));
    if (outcome === "broken") throw new Error("the compiler is too old");
    await writeFile(join(folder, "thing.sh"), "#!/bin/sh\n", { mode: 0o755 });
  },
});
console.log(`file ${file}`);
