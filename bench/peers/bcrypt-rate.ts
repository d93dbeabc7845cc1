import bcrypt from "bcrypt";

/** Comparisons a second with nothing else going on, two at a time. */
const rounds = Number(process.env["SALT_ROUND"]);
const seconds = Number(process.env["SECONDS"]);
const hash = await bcrypt.hash("correct horse battery staple", rounds);
const began = performance.now();
let done = 0;

async function hashAlone(): Promise<void> {
  while (performance.now() - began < seconds * 1_000) {
    await bcrypt.compare("correct horse battery staple", hash);
    done++;
  }
}

await Promise.all([hashAlone(), hashAlone()]);
console.log(`rate ${(done * 1_000) / (performance.now() - began)}`);
