import { request as httpRequest, type IncomingMessage } from "node:http";
import {
  UploadDocument,
  type AttachmentPartsFragment,
  type UploadPurpose,
} from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import type { GraphqlResult } from "./graphql.js";
import type { Person } from "./people.js";

export interface SentFile {
  readonly bytes: Buffer;
  readonly name?: string;
  readonly type?: string;
}

/** What `FormData` makes of it, as browsers and clients send it. */
export async function postUpload(
  { url }: TestApp,
  person: Person | null,
  { bytes, name = "file", type = "" }: SentFile,
  purpose?: UploadPurpose,
): Promise<GraphqlResult<{ upload: AttachmentPartsFragment } | null>> {
  const variables = { file: null, ...(purpose && { purpose }) };
  const form = new FormData();
  form.set("operations", JSON.stringify({ query: UploadDocument.toString(), variables }));
  form.set("map", JSON.stringify({ 0: ["variables.file"] }));
  form.set("0", new Blob([new Uint8Array(bytes)], { type }), name);
  const headers = { "apollo-require-preflight": "true", ...authorization(person) };
  const response = await fetch(url, { method: "POST", headers, body: form });
  return { status: response.status, ...((await response.json()) as { data: null }) };
}

export async function upload(
  app: TestApp,
  person: Person,
  file: SentFile,
  purpose?: UploadPurpose,
): Promise<AttachmentPartsFragment> {
  const result = await postUpload(app, person, file, purpose);
  if (!result.data) throw new Error(JSON.stringify(result.errors));
  return result.data.upload;
}

export const BOUNDARY = "----confab-test";

export function field(name: string, value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
}

export function filePart(name: string, bytes: Buffer | string): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from("\r\n")]);
}

export const END = `--${BOUNDARY}--\r\n`;

export function operations(names: readonly string[] = ["file"]): string {
  const variables = Object.fromEntries(names.map((name) => [name, null]));
  const declared = names.map((name) => `$${name}: Upload!`).join(" ");
  const fields = names.map((name) => `${name}: upload(file: $${name}) { id }`).join(" ");
  return field("operations", { query: `mutation (${declared}) { ${fields} }`, variables });
}

export interface RawAnswer {
  readonly status: number;
  readonly code: string;
}

/**
 * A hand-made body, whole or in pieces. Null: the connection ended without an answer. `abortAfter`
 * breaks it off once so many bytes are written.
 */
export function rawUpload(
  { url }: TestApp,
  person: Person | null,
  body: readonly (Buffer | string)[],
  { headers = {}, abortAfter }: { headers?: Record<string, string>; abortAfter?: number } = {},
): Promise<RawAnswer | null> {
  const bytes = Buffer.concat(body.map((piece) => Buffer.from(piece)));
  return new Promise((resolve) => {
    const request = httpRequest(url, {
      method: "POST",
      agent: false,
      headers: {
        "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
        "apollo-require-preflight": "1",
        "content-length": String(bytes.length),
        ...authorization(person),
        ...headers,
      },
    });
    request.once("response", (response) => void readAnswer(response).then(resolve));
    request.once("error", () => resolve(null));
    request.once("close", () => resolve(null));
    if (abortAfter === undefined) request.end(bytes);
    else request.write(bytes.subarray(0, abortAfter), () => request.destroy());
  });
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
  let text = "";
  for await (const chunk of response) text += String(chunk);
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return { status: response.statusCode ?? 0, code: errors?.[0]?.extensions.code ?? "" };
}

function authorization(person: Person | null): Record<string, string> {
  return person ? { authorization: `Bearer ${person.token}` } : {};
}
