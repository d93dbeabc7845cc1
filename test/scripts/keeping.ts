// Run by keep.test.ts as a process of its own: keeps a command and says its process id.
import { keep } from "../../scripts/process/keep.js";

const [command = "", ...args] = process.argv.slice(2);
const kept = await keep(command, args, { output: "inherit", graceMs: 500 });
console.log(`pid ${kept.pid}`);
process.exit(await kept.exited);
