import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import sharp from "sharp";
import { statusOf } from "../support/fetch-status.js";
import { startApp, type TestApp } from "../support/app.js";
import { signUp, type Person } from "../support/people.js";
import { animation, documents, gifOf, photo, picture, pngOf } from "../support/samples.js";
import { postUpload, upload } from "../support/upload.js";

let app: TestApp;
let ann: Person;

beforeAll(async () => {
  app = await startApp();
  ann = await signUp(app, "Ann");
});
afterAll(() => app.stop());

const download = async (url: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(url)).arrayBuffer());

test("a photo comes back upright, without metadata, with thumbnails that fit", async () => {
  const attachment = await upload(app, ann, { bytes: await photo(), name: "beach.jpeg" });
  expect(attachment).toMatchObject({
    kind: "IMAGE",
    filename: "beach.jpeg",
    mimeType: "image/jpeg",
    width: 200,
    height: 400,
  });
  const bytes = await download(attachment.url);
  expect(bytes.length).toBe(attachment.byteSize);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(attachment.sha256);
  expect(bytes.includes("CanaryCamera")).toBe(false);
  expect(await sharp(bytes).metadata()).not.toHaveProperty("exif");
  expect(attachment.thumbnails).toMatchObject([
    { width: 48, height: 96 },
    { width: 160, height: 320 },
  ]);
  const [thumbnail] = attachment.thumbnails;
  expect(await sharp(await download(thumbnail?.url ?? "")).metadata()).toMatchObject({
    format: "webp",
    width: 48,
  });
});

test("thumbnails come in 96, 320 and 800 pixels", async () => {
  const { thumbnails } = await upload(app, ann, { bytes: await picture("png", 1_200, 600) });
  expect(thumbnails.map(({ width }) => width)).toEqual([96, 320, 800]);
});

test("every accepted type is told by its first bytes, whatever is claimed", async () => {
  const pictures = await Promise.all(
    (["jpeg", "png", "webp", "gif"] as const).map(
      async (format) => [`image/${format}`, await picture(format, 60, 30)] as const,
    ),
  );
  for (const [mimeType, bytes] of [...pictures, ...Object.entries(documents)]) {
    const attachment = await upload(app, ann, { bytes, name: "claim.exe", type: "text/html" });
    expect(attachment).toMatchObject({ mimeType, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    if (mimeType.startsWith("image/")) continue;
    expect(await download(attachment.url)).toEqual(bytes);
  }
});

test("A-50 a file is served as what it is, to be saved, under a harmless name", async () => {
  const bytes = await picture("png", 40, 40);
  const name = "..\\..\\eta\u202egnp.html.js";
  const attachment = await upload(app, ann, { bytes, name, type: "text/html" });
  expect(attachment.filename).toBe("etagnp.html.js.png");
  const { headers } = await fetch(attachment.url);
  expect(headers.get("content-type")).toBe("image/png");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''etagnp/);
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
});

test("A-50 what is hidden in a picture is gone", async () => {
  const script = "<script>alert(1)</script>";
  for (const format of ["gif", "jpeg", "png"] as const) {
    const bytes = Buffer.concat([await picture(format, 40, 40), Buffer.from(script)]);
    const { url } = await upload(app, ann, { bytes });
    expect((await download(url)).includes("script")).toBe(false);
  }
});

test("A-51 SVG, HTML, XML, programs, archives and broken text are refused", async () => {
  const refused = [
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "  \n<!DOCTYPE html><script>1</script>",
    "\ufeff<html>",
    "MZ\x90\0\x03\0\0\0",
    "PK\x03\x04\x14\0\0\0",
    "\x7fELF\x02\x01\x01",
    "text\0with NUL",
    `${"a".repeat(9_000)}\0`,
    "",
  ];
  for (const text of refused) {
    const file = { bytes: Buffer.from(text, /^\ufeff/.test(text) ? "utf8" : "latin1") };
    const { status, errors } = await postUpload(app, ann, { ...file, type: "image/png" });
    expect([text.slice(0, 20), status, errors?.[0]?.extensions.code]).toEqual([
      text.slice(0, 20),
      415,
      "FILE_TYPE_REJECTED",
    ]);
  }
});

test("A-52 pictures that explode are refused, and cost no memory", async () => {
  const before = process.memoryUsage().rss;
  const code = async (bytes: Buffer): Promise<unknown> =>
    (await postUpload(app, ann, { bytes })).errors?.[0]?.extensions.code;
  expect(await code(pngOf(30_000, 30_000))).toBe("FILE_TOO_LARGE");
  expect(await code(gifOf(1_001))).toBe("FILE_TOO_LARGE");
  expect(await code(pngOf(100, 100))).toBe("FILE_TYPE_REJECTED");
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

test("an animated picture stays animated", async () => {
  const { url } = await upload(app, ann, { bytes: await animation() });
  expect(await sharp(await download(url)).metadata()).toMatchObject({ format: "gif", pages: 3 });
});

describe("a part of a file can be asked for", () => {
  let url: string;
  let etag: string;
  let modified: string;
  beforeAll(async () => {
    ({ url } = await upload(app, ann, { bytes: Buffer.from("0123456789") }));
    const { headers } = await fetch(url);
    etag = headers.get("etag") ?? "";
    modified = headers.get("last-modified") ?? "";
    expect(headers.get("accept-ranges")).toBe("bytes");
    expect(etag).toMatch(/^"[^"]+"$/);
  });
  const ask = (headers: Record<string, string>, method = "GET"): Promise<Response> =>
    fetch(url, { method, headers });

  test.each([
    ["bytes=2-4", 206, "bytes 2-4/10", "234"],
    ["bytes=-3", 206, "bytes 7-9/10", "789"],
    ["bytes=-30", 206, "bytes 0-9/10", "0123456789"],
    ["bytes=7-", 206, "bytes 7-9/10", "789"],
    ["bytes=7-99", 206, "bytes 7-9/10", "789"],
    ["Bytes = 9 - 9", 206, "bytes 9-9/10", "9"],
    ["bytes=4-2", 200, null, "0123456789"],
    ["bytes=0-1,5-6", 200, null, "0123456789"],
    ["lines=0-1", 200, null, "0123456789"],
  ])("%s is answered with %i", async (range, status, contentRange, text) => {
    const answer = await ask({ range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([status, contentRange]);
    expect(answer.headers.get("content-length")).toBe(String(text.length));
    expect(await answer.text()).toBe(text);
  });

  test.each(["bytes=10-", "bytes=20-30", "bytes=-0"])("%s is outside of it", async (range) => {
    const answer = await ask({ range });
    expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */10"]);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { field: "range" } }] });
  });

  test("a HEAD is told the size, whatever range goes along", async () => {
    const answer = await ask({ range: "bytes=2-4" }, "HEAD");
    expect([answer.status, answer.headers.get("content-length")]).toEqual([200, "10"]);
    expect(answer.headers.get("etag")).toBe(etag);
    expect(await answer.text()).toBe("");
  });

  test("whoever has it is not sent it again, and a part only of what they have", async () => {
    const range = "bytes=0-0";
    const answers: readonly (readonly [Record<string, string>, number])[] = [
      [{ "if-none-match": etag }, 304],
      [{ "if-none-match": `"other", W/${etag}` }, 304],
      [{ "if-none-match": "*" }, 304],
      [{ "if-none-match": '"other"' }, 200],
      [{ "if-modified-since": modified }, 304],
      [{ "if-modified-since": "nonsense" }, 200],
      [{ range, "if-range": etag }, 206],
      [{ range, "if-range": modified }, 206],
      [{ range, "if-range": '"other"' }, 200],
      [{ range, "if-range": `W/${etag}` }, 200],
      [{ range, "if-range": new Date(0).toUTCString() }, 200],
    ];
    for (const [headers, status] of answers)
      expect([headers, (await ask(headers)).status]).toEqual([headers, status]);
  });

  test("a picture and its thumbnails have tags of their own", async () => {
    const { url: address, thumbnails } = await upload(app, ann, {
      bytes: await picture("png", 400, 200),
    });
    const tags = await Promise.all(
      [address, ...thumbnails.map((one) => one.url)].map(async (one) =>
        (await fetch(one)).headers.get("etag"),
      ),
    );
    expect(new Set(tags).size).toBe(tags.length);
  });
});

test("A-55 a link that was changed, or whose time is over, leads nowhere", async () => {
  const { url, urlExpiresAt, thumbnails } = await upload(app, ann, {
    bytes: await picture("jpeg", 200, 200),
  });
  expect(await statusOf(url)).toBe(200);
  const other = await upload(app, ann, { bytes: Buffer.from("other") });
  const changed = [
    url.replace(/expires=\d+/, "expires=9999999999"),
    url.replace(/expires=\d+/, "expires=0"),
    url.replace(/signature=./, "signature=_"),
    url.replace(/&signature=.*/, ""),
    url.replace(/media\/\w+/, new URL(other.url).pathname.split("/").slice(1, 3).join("/")),
    thumbnails[0]?.url.replace("/96", "/original") ?? "",
    url.replace("original", "..%2f..%2f..%2fetc%2fpasswd"),
  ];
  for (const link of changed) expect([link, await statusOf(link)]).toEqual([link, 404]);
  const end = new Date(urlExpiresAt ?? 0).getTime();
  expect(end - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  expect(end - Date.now()).toBeGreaterThan(9 * 60_000);
  const clock = jest.spyOn(Date, "now").mockReturnValue(end + 1);
  expect(await statusOf(url)).toBe(404);
  clock.mockRestore();
});
