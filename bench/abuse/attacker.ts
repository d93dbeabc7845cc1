import { ATTACKS, type Target } from "./attacks.js";

/** A process of its own: what it does is not to hold up who measures. */
const [, , name = "", ms = "0", target = "{}"] = process.argv;
const attack = ATTACKS[name];
if (!attack) throw new Error(`There is no attack "${name}".`);
console.log("begins");
const end = performance.now() + Number(ms);
await attack(JSON.parse(target) as Target, () => performance.now() < end);
process.exit(0);
