import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { download, Unreadable } from "../../src/transfer/incoming/download.js";
import { startApp, type TestApp } from "../support/app.js";
import { Rows } from "../support/rows.js";
import { importFrom, LineFolder } from "./line-folder.js";

const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const MAX_BYTES = 100_000;
let app: TestApp;
let server: Server;
let origin: string;
/** What ran into its bounds goes no further. */
let sentBytes = 0;

beforeAll(async () => {
  app = await startApp({ config: { uploadMaxBytes: MAX_BYTES } });
  server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await app.stop();
});

function answer({ url = "" }: IncomingMessage, response: ServerResponse): void {
  const to = (location: string) => response.writeHead(302, { location }).end();
  if (url === "/good.pdf") response.end(PDF);
  else if (url === "/moved.pdf") to("good.pdf");
  else if (url === "/file.pdf") to("file:///etc/passwd");
  else if (url === "/data.pdf") to(`data:application/pdf;base64,${PDF.toString("base64")}`);
  else if (url === "/secure.pdf") to(`https${origin.slice(4)}/good.pdf`);
  else if (url === "/loop.pdf") to("loop.pdf");
  else if (url === "/cut.pdf") {
    response.writeHead(200, { "content-length": 50_000 });
    response.write(PDF, () => response.destroy());
  } else if (url === "/endless.pdf") endless(response);
  else if (url === "/slow.pdf") response.write(PDF);
  else response.writeHead(404).end();
}

function endless(response: ServerResponse): void {
  response.write(PDF);
  const more = (): void => {
    if (response.destroyed) return;
    sentBytes += 65_536;
    response.write(Buffer.alloc(65_536, "a"), more);
  };
  more();
}

test("A-161: what an address answers is bounded, leads to no other scheme, and ends no import", async () => {
  const names = ["moved", "file", "data", "secure", "loop", "cut", "endless", "none"];
  const [id, chat] = [randomUUID(), randomUUID()];
  const folder = await LineFolder.make(
    { type: "user", id, name: "Ann", email: `${id}@example.com` },
    { type: "conversation", id: chat, kind: "GROUP", name: "Crew", members: [id] },
    {
      ...{ type: "message", id: randomUUID(), conversation: chat, sender: id, body: "with files" },
      createdAt: "2021-01-01T00:00:00Z",
      attachments: names.map((name) => ({ url: `${origin}/${name}.pdf` })),
    },
  );
  const report = (await importFrom(app.config, folder.path)).join("\n");
  expect(report).toContain("1 messages changed");
  expect(report.match(/a file of it cannot be read/g)).toHaveLength(6);
  expect(report.match(/a file of it is refused: [^;(]*/g)).toHaveLength(1);
  const rows = await Rows.of(app);
  const kept = await rows.collection("attachments").find().toArray();
  expect(kept.map(({ filename }) => filename as string)).toEqual(["moved.pdf"]);
  await rows.close();
  expect(sentBytes).toBeLessThan(50_000_000);
  await folder.remove();
});

test("A-161: an address that never comes to its end is given up", async () => {
  const stream = await download(`${origin}/slow.pdf`, 300);
  await expect(stream.resume().toArray()).rejects.toBeInstanceOf(Unreadable);
});
