import { request as httpRequest } from "node:http";
import { afterEach, expect, test } from "@jest/globals";
import { CreateUploadTicketDocument, SessionsDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask } from "../support/conversations.js";
import { logIn, signUp } from "../support/people.js";
import { upload } from "../support/upload.js";

const apps: TestApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.stop())));

async function behind(hops: number, env: Record<string, string> = {}): Promise<TestApp> {
  const app = await startApp({ env: { TRUST_PROXY_HOPS: String(hops), ...env } });
  apps.push(app);
  return app;
}

test.each([
  [0, "203.0.113.7", "127.0.0.1"],
  [0, "203.0.113.7, 198.51.100.2", "127.0.0.1"],
  [1, "203.0.113.7", "203.0.113.7"],
  [1, "10.0.0.1, 203.0.113.7", "203.0.113.7"],
  [2, "10.0.0.1, 203.0.113.7, 198.51.100.2", "203.0.113.7"],
  [2, "198.51.100.2", "198.51.100.2"],
])(
  "A-49: behind %d proxies, X-Forwarded-For %j means the client is %s",
  async (hops, chain, address) => {
    const app = await behind(hops);
    const ann = await signUp(app, "Ann");
    const headers = {
      "x-forwarded-for": chain,
      "x-real-ip": "192.0.2.99",
      forwarded: "for=192.0.2.98",
      "client-ip": "192.0.2.97",
    };
    const { token } = await logIn(app, ann.email, { headers });
    const { viewer } = await ask(app, { ...ann, token }, SessionsDocument);
    expect(viewer?.sessions.find(({ isCurrent }) => isCurrent)?.ipAddress).toBe(address);
  },
);

test("A-49: links are those of the configuration, whatever host a request names", async () => {
  const app = await behind(1, { PUBLIC_URL: "https://chat.example.com" });
  const ann = await signUp(app, "Ann");
  const file = await upload(app, ann, { bytes: Buffer.from("hello\n"), name: "a.txt" });
  expect(file.url).toMatch(/^https:\/\/chat\.example\.com\//);
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "gopher",
      "x-original-url": "/evil",
      "content-type": "application/json",
      authorization: `Bearer ${ann.token}`,
    };
    const sent = httpRequest(app.url, { method: "POST", headers }, (response) => {
      let text = JSON.stringify(response.headers);
      response.on("data", (data: Buffer) => (text += data.toString()));
      response.on("end", () => resolve(text));
    });
    sent.on("error", reject);
    const variables = { filename: "a.txt", mimeType: "text/plain", byteSize: 6 };
    sent.end(JSON.stringify({ query: CreateUploadTicketDocument.toString(), variables }));
  });
  expect(answer).toContain("https://chat.example.com/");
  expect(answer).not.toMatch(/evil|gopher/);
});
