// Run by supervise.test.ts as a process of its own: supervises a command and says its process id.
import { supervise } from "../../scripts/process/supervise.js";

const [command = "", ...args] = process.argv.slice(2);
const supervised = await supervise(command, args, { output: "inherit", graceMs: 500 });
console.log(`pid ${supervised.pid}`);
process.exit(await supervised.exited);
