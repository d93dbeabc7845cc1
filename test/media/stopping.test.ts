import { request } from "node:http";
import { expect, test } from "@jest/globals";
import { startApp } from "../support/app.js";
import { signUp } from "../support/people.js";
import { upload } from "../support/upload.js";
import { runningClock } from "../support/running-clock.js";

test("somebody who does not read on does not hold up the end", async () => {
  const app = await startApp();
  const ann = await signUp(app, "Ann");
  const { url } = await upload(app, ann, { bytes: Buffer.alloc(20_000_000, "a") });
  const reading = request(url, { agent: false });
  const began = new Promise((resolve) => reading.once("response", resolve));
  reading.on("error", () => undefined).end();
  await began;
  const stopsAt = runningClock();
  await app.stop();
  expect(runningClock() - stopsAt).toBeLessThan(9_000);
  reading.destroy();
});
