import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { CreateUploadTicketDocument, LoginDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { startDatabase } from "../support/database.js";
import { post, until } from "../support/graphql.js";
import { startNginx } from "../support/nginx.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { startPoolingProxy, type Proxy } from "../support/pooling-proxy.js";
import { rawConnection } from "../support/raw.js";
import { Relay } from "../support/relay.js";
import { BOUNDARY, END, field, filePart, operations } from "../support/upload.js";

const LIMIT = 10_000;
let app: TestApp;
let ann: Person;
let relay: Relay;
let proxy: Proxy;

beforeAll(async () => {
  app = await startApp({ env: { UPLOAD_MAX_BYTES: String(LIMIT) } });
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

interface Refused {
  readonly method?: "POST" | "GET" | "PUT" | "HEAD" | "DELETE";
  readonly path?: string | (() => Promise<string>);
  readonly headers?: Readonly<Record<string, string>>;
  /** The token of somebody who may upload goes along. */
  readonly signedIn?: boolean;
  readonly body: readonly [string | Buffer, string | Buffer];
  readonly status: number;
}

const MULTIPART = {
  "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
  "apollo-require-preflight": "1",
};
const JSON_TYPE = { "content-type": "application/json" };
const map = field("map", { 0: ["variables.file"] });
const before = `${operations()}${map}`;
const text = filePart("0", "some text");
const upload = [`${before}`, Buffer.concat([text, Buffer.from(END)])] as const;
const size = { "content-length": "5000000" };

async function ticketPath(): Promise<string> {
  const ticket = { filename: "a.txt", mimeType: "text/plain", byteSize: 9_000 };
  const { data } = await post(app.url, CreateUploadTicketDocument, ticket, ann.token);
  const { pathname, search } = new URL(data.createUploadTicket.uploadUrl);
  return pathname + search;
}

/** Everything that is answered before its body was read to the end. */
const refusals: Record<string, Refused> = {
  "an upload without a token": { headers: MULTIPART, body: upload, status: 401 },
  "an upload with a token that is none": {
    headers: { ...MULTIPART, authorization: "Bearer x.y.z" },
    body: upload,
    status: 401,
  },
  "an upload without the preflight header": {
    headers: { "content-type": MULTIPART["content-type"] },
    signedIn: true,
    body: upload,
    status: 400,
  },
  "an upload to another address": {
    path: "/elsewhere",
    headers: MULTIPART,
    signedIn: true,
    body: upload,
    status: 400,
  },
  "an upload that says that it is too large": {
    headers: { ...MULTIPART, ...size },
    signedIn: true,
    body: upload,
    status: 413,
  },
  "an upload that is too large": {
    headers: MULTIPART,
    signedIn: true,
    body: [`${before}${filePart("0", "a".repeat(LIMIT + 1)).toString()}`, END],
    status: 413,
  },
  "an upload of a type that is not taken": {
    headers: MULTIPART,
    signedIn: true,
    body: [`${before}${filePart("0", "<svg/>".padEnd(9_000)).toString()}`, END],
    status: 415,
  },
  "an upload whose fields come in the wrong order": {
    headers: MULTIPART,
    signedIn: true,
    body: [`${map}${operations()}`, END],
    status: 400,
  },
  "an upload of a file that nobody asked for": {
    headers: MULTIPART,
    signedIn: true,
    body: [`${before}${filePart("7", "a").toString()}`, END],
    status: 400,
  },
  "an upload without a boundary": {
    headers: { ...MULTIPART, "content-type": "multipart/form-data" },
    signedIn: true,
    body: upload,
    status: 400,
  },
  "a ticket that is none": {
    method: "PUT",
    path: "/media/0123456789abcdef01234567/incoming?expires=0&signature=x",
    body: ["some ", "text"],
    status: 404,
  },
  "a ticket's file that is too large": {
    method: "PUT",
    path: ticketPath,
    body: ["a".repeat(9_001), "b"],
    status: 413,
  },
  "a ticket's file that is of another type": {
    method: "PUT",
    path: ticketPath,
    body: ["<svg/>".padEnd(8_300), "b".repeat(50)],
    status: 415,
  },
  "a query by GET with a body": {
    method: "GET",
    path: "/graphql?query=%7Bviewer%7Bid%7D%7D",
    headers: { ...JSON_TYPE, "content-length": "10" },
    body: ["{", '"a":"b"}'],
    status: 200,
  },
  "a HEAD with a body": {
    method: "HEAD",
    path: "/healthz",
    headers: { "content-length": "10" },
    body: ["12345", "67890"],
    status: 200,
  },
  "a page that nobody serves, asked for with a body": {
    method: "DELETE",
    path: "/nowhere",
    headers: { "content-type": "application/octet-stream", "content-length": "10" },
    body: ["12345", "67890"],
    status: 404,
  },
  "a request that says that it is too large": {
    headers: { ...JSON_TYPE, ...size },
    body: ['{"query":"', '{ viewer { id } }"}'],
    status: 413,
  },
  "a request that is too large": {
    headers: JSON_TYPE,
    body: [" ".repeat(100_001), "{}"],
    status: 413,
  },
  "a request of another type": {
    headers: { "content-type": "application/xml" },
    body: ["<query>", "</query>"],
    status: 415,
  },
};

interface Asked {
  readonly request: ClientRequest;
  readonly answer: Promise<{ status: number; text: string }>;
}

/** Begins a request over a connection of its own to the proxy; its body is written by the test. */
function begin(origin: string, path: string, method: string, headers: object): Asked {
  const agent = new Agent({ keepAlive: true });
  const request = httpRequest(`${origin}${path}`, { method, agent, headers: { ...headers } });
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response: IncomingMessage) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
      request.once("close", () => agent.destroy());
    });
  });
  return { request, answer };
}

function beginLogin(): Asked & { readonly end: () => void } {
  const variables = { input: { email: ann.email, password: PASSWORD } };
  const body = JSON.stringify({ query: LoginDocument.toString(), variables });
  const headers = { ...JSON_TYPE, "content-length": String(body.length) };
  const asked = begin(proxy.origin, "/graphql", "POST", headers);
  asked.request.write(body.slice(0, 20));
  return { ...asked, end: () => void asked.request.end(body.slice(20)) };
}

describe("through a proxy that keeps connections", () => {
  let idle: () => boolean;
  beforeEach(async () => {
    relay = await Relay.start(app.origin);
    const pooling = await startPoolingProxy(relay.origin);
    ({ idle } = pooling);
    proxy = pooling;
  });
  afterEach(async () => {
    await proxy.stop();
    await relay.stop();
  });

  test.each(Object.entries(refusals))("%s cuts nobody else's login", async (_what, refused) => {
    const { method = "POST", path = "/graphql", headers, signedIn, body, status } = refused;
    const authorization = signedIn ? { authorization: `Bearer ${ann.token}` } : {};
    const address = typeof path === "string" ? path : await path();
    const asked = begin(proxy.origin, address, method, { ...authorization, ...headers });
    asked.request.write(body[0]);
    expect((await asked.answer).status).toBe(status);
    if (headers?.["content-length"] !== size["content-length"]) asked.request.end(body[1]);
    const closed = (): boolean => relay.connections[0]?.closed === true;
    await until("the proxy is done with it", () => idle() || closed());

    const login = beginLogin();
    await until("the refused connection is closed", closed);
    login.end();
    const { status: answered, text } = await login.answer;
    expect([answered, text]).toEqual([200, expect.stringContaining('"accessToken"')]);
    expect(relay.connections.length).toBe(2);
    expect(relay.connections[0]?.answered).toMatch(/^connection: close\r$/im);
    asked.request.destroy();
  });
});

test("through nginx, no login is answered with 502 after ten refused uploads", async () => {
  proxy = await startNginx(app.origin);
  try {
    const small = Buffer.concat(upload.map((part) => Buffer.from(part)));
    const headers = { ...MULTIPART, "content-length": String(small.length) };
    for (let done = 0; done < 10; done += 1) {
      const asked = begin(proxy.origin, "/graphql", "POST", headers);
      asked.request.end(small);
      expect((await asked.answer).status).toBe(401);
      const login = beginLogin();
      login.end();
      expect((await login.answer).status).toBe(200);
    }
    // What is cut late is cut within two seconds.
    const end = Date.now() + 2_000;
    while (Date.now() < end) {
      const logins = [beginLogin(), beginLogin(), beginLogin()];
      for (const login of logins) login.end();
      for (const login of logins) expect((await login.answer).status).toBe(200);
    }
  } finally {
    await proxy.stop();
  }
});

test("while the database is away, what is answered with 503 cuts nobody else", async () => {
  const database = await startDatabase();
  const own = await startApp({ env: { MONGO_DB_URI: database.uri } });
  relay = await Relay.start(own.origin);
  proxy = await startPoolingProxy(relay.origin);
  try {
    const { token } = await signUp(own, "Bob");
    await database.kill();
    const headers = { ...MULTIPART, authorization: `Bearer ${token}` };
    const asked = begin(proxy.origin, "/graphql", "POST", headers);
    asked.request.write(upload[0]);
    expect((await asked.answer).status).toBe(503);
    asked.request.end(upload[1]);
    const health = begin(proxy.origin, "/healthz", "POST", { "content-length": "2" });
    health.request.write("{");
    await until("the refused connection is closed", () => relay.connections[0]?.closed === true);
    health.request.end("}");
    expect((await health.answer).status).toBe(404);
  } finally {
    await proxy.stop();
    await relay.stop();
    await own.stop();
    await database.stop();
  }
});

test("what is sent behind a refused body on the same connection is not carried out", async () => {
  const variables = { input: { email: ann.email, password: PASSWORD } };
  const body = JSON.stringify({ query: LoginDocument.toString(), variables });
  const login = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const socket = await rawConnection(
    app.origin,
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 10\r\n\r\n12345`,
  );
  let answer = "";
  let ended = false;
  socket.on("data", (bytes) => (answer += String(bytes)));
  for (const event of ["end", "close"]) socket.once(event, () => (ended = true));
  await until("it is refused", () => answer.includes("\r\n\r\n"));
  socket.write(`67890${login}`);
  await until("the connection has ended", () => ended);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"]);
  socket.destroy();
});
