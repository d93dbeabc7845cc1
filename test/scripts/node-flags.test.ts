import { expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { NODE_FLAGS } from "../../scripts/process/node-flags.js";

test("the image and the guide run Node with the flags of npm start", async () => {
  const image = await readFile("Dockerfile", "utf8");
  const guide = await readFile("docs/deploying.md", "utf8");
  const command = /^CMD (.*)$/m.exec(image)?.[1] ?? "null";
  expect(JSON.parse(command)).toEqual(["node", ...NODE_FLAGS, "dist/main.js"]);
  expect(guide).toContain(`node --env-file=.env ${NODE_FLAGS.join(" ")} dist/main.js\n`);
});
