import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readMultipart, type Multipart } from "../../src/edge/server/multipart.js";
import { startApp, type TestApp } from "../support/app.js";
import { signUp, type Person } from "../support/people.js";
import { BOUNDARY, END, field, filePart, operations } from "../support/upload.js";

let app: TestApp;
let ann: Person;
beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

const twice = [
  operations(["a", "b"]),
  field("map", { 0: ["variables.a", "variables.b"] }),
  filePart("0", "some text"),
  END,
];

test("one file that two variables name is two attachments", async () => {
  const response = await fetch(app.url, {
    method: "POST",
    headers: {
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
      "apollo-require-preflight": "1",
      authorization: `Bearer ${ann.token}`,
    },
    body: new Uint8Array(Buffer.concat(twice.map((part) => Buffer.from(part)))),
  });
  const { data } = (await response.json()) as { data: Record<"a" | "b", { id: string }> };
  expect(data.a.id).not.toBe(data.b.id);
  const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Attachment { url } } }";
  const asked = await fetch(app.url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ann.token}` },
    body: JSON.stringify({ query, variables: { ids: [data.a.id, data.b.id] } }),
  });
  expect(asked.status).toBe(200);
});

test("one file goes to the items of a list, each with a file of its own", async () => {
  const shared: string[] = [];
  const read = new Promise<Multipart>((resolve, reject) => {
    const server: Server = createServer((request, response) => {
      const options = {
        maxFiles: 10,
        maxBytes: 10_000,
        receive: async (source: NodeJS.ReadableStream) => {
          for await (const _chunk of source);
          return { path: "first" };
        },
        share: async ({ path }: { path: string }) => {
          shared.push(path);
          return Promise.resolve({ path: `again-${shared.length}` });
        },
        discard: () => Promise.resolve(),
      };
      readMultipart(request, options).then(resolve, reject);
      response.end(() => server.close());
    });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const variables = { files: [null, null], one: null };
      const paths = ["variables.files.0", "variables.files.1", "variables.one"];
      const body = [
        field("operations", { query: "mutation { x }", variables }),
        field("map", { 0: paths }),
        filePart("0", "text"),
        END,
      ];
      void fetch(`http://127.0.0.1:${port}`, {
        method: "POST",
        headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
        body: new Uint8Array(Buffer.concat(body.map((part) => Buffer.from(part)))),
      }).catch(reject);
    });
  });
  const { operations: found } = await read;
  const { variables } = found as {
    variables: {
      files: { promise: Promise<{ path: string }> }[];
      one: { promise: Promise<{ path: string }> };
    };
  };
  const files = await Promise.all(
    [...variables.files, variables.one].map(({ promise }) => promise),
  );
  expect(files.map(({ path }) => path)).toEqual(["first", "again-1", "again-2"]);
  expect(shared).toEqual(["first", "first"]);
});
