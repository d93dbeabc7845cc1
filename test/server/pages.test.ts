import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

interface Answer {
  readonly encoding: string | undefined;
  readonly bytes: number;
}

/** As it goes over the network: fetch would unpack it. */
function load(path: string, acceptEncoding: string): Promise<Answer> {
  const headers = { "accept-encoding": acceptEncoding };
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, app.origin), { headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => resolve({ encoding: answer.headers["content-encoding"], bytes }));
    });
    asking.on("error", reject).end();
  });
}

test.each([
  ["the web chat", "web/dist/index.html", ["br", "gzip"]],
  ["GraphiQL", "graphiql/dist/index.html", ["gzip"]],
])("the script of %s is sent compressed to whoever takes it", async (_name, page, encodings) => {
  const html = await readFile(page, "utf8");
  const path = /<script[^>]* src="([^"]+)"/.exec(html)?.[1] ?? "";
  const plain = await load(path, "identity");
  expect(plain.encoding).toBeUndefined();
  for (const encoding of encodings) {
    const packed = await load(path, encoding);
    expect(packed.encoding).toBe(encoding);
    expect(packed.bytes).toBeLessThan(plain.bytes / 2.5);
  }
});
