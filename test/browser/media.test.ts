import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import type { TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";
import { documents, landscape } from "../support/samples.js";
import { upload } from "../support/upload.js";
import { barriers, row, startWebChat } from "../support/web-chat.js";

let app: TestApp;
let page: Page;
let ben: Person;
let withBen: string;
let stop: () => Promise<void>;

const player = (name: string) => page.getByRole("group", { name });
/** What the browser says of the recording or the film behind a player. */
const mediaOf = <T>(name: string, property: string): Promise<T> =>
  page.evaluate<T>(
    `[...document.querySelectorAll("[role=group]")]
      .find((group) => group.getAttribute("aria-label") === ${JSON.stringify(name)})
      .querySelector("audio, video").${property}`,
  );
const isPlaying = async (name: string): Promise<boolean> =>
  !(await mediaOf<boolean>(name, "paused"));

async function sendFile(name: string, type: string, bytes: Buffer): Promise<void> {
  const { id } = await upload(app, ben, { bytes, name, type }, "MESSAGE");
  await send(app, ben, withBen, { body: `Here is ${name}`, attachmentIds: [id] });
  await row(page, `Here is ${name}`).waitFor();
}

/** Silence of so many seconds that any browser plays. */
function silence(seconds: number): Buffer {
  const samples = Buffer.alloc(8_000 * seconds, 128);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

beforeAll(async () => {
  const chat = await startWebChat();
  ({ app, page, stop } = chat);
  ben = await signUp(app, "Ben");
  withBen = await openDirect(app, ben, chat.mia);
  await send(app, ben, withBen, "Hello, Mia");
  await page.goto(`${app.origin}/#/chats/${withBen}`);
  await row(page, "Hello, Mia").waitFor();
}, 300_000);
afterAll(() => stop());

describe("a recording", () => {
  test("tells how long it is, is played and sought by keyboard, and stops where another begins", async () => {
    await sendFile("long.wav", "audio/wav", silence(130));
    await sendFile("other.wav", "audio/wav", silence(90));
    await player("long.wav").getByText("2:10").waitFor();
    const position = player("long.wav").getByRole("slider", { name: "Position" });
    await player("long.wav").getByRole("button", { name: "Play" }).focus();
    await page.keyboard.press("Enter");
    await player("long.wav").getByRole("button", { name: "Pause" }).waitFor();
    await position.focus();
    await page.keyboard.press("End");
    await until("it is at its end", async () => {
      return (await position.getAttribute("aria-valuetext")) === "2:10 of 2:10";
    });
    await page.keyboard.press("Home");
    await until("it is at its beginning", async () => {
      return /^0:\d\d of 2:10$/.test((await position.getAttribute("aria-valuetext")) ?? "");
    });
    if (!(await isPlaying("long.wav")))
      await player("long.wav").getByRole("button", { name: "Play" }).click();
    await until("the first plays", () => isPlaying("long.wav"));
    await player("other.wav").getByRole("button", { name: "Play" }).click();
    await until("the other plays", () => isPlaying("other.wav"));
    await player("long.wav").getByRole("button", { name: "Play" }).waitFor();
    expect(await isPlaying("long.wav")).toBe(false);
    await player("other.wav").getByRole("button", { name: "Pause" }).click();
    expect(await barriers(page)).toEqual([]);
  });

  test("that the browser cannot play is a card to download it by, and says so", async () => {
    await sendFile("broken.mp3", "audio/mpeg", documents["audio/mpeg"]!);
    const card = row(page, "broken.mp3").getByRole("link", { name: /broken\.mp3/ });
    await card.getByText(/^Cannot be played here · \d+ B$/).waitFor();
    expect(await player("broken.mp3").count()).toBe(0);
  });
});

test("a film shows its first picture until it is played, in the look of the recordings", async () => {
  await sendFile("film.webm", "video/webm", await film());
  const start = player("film.webm").getByRole("button", { name: "Play" });
  await start.waitFor();
  await until(
    "its first picture is there",
    async () => (await mediaOf<number>("film.webm", "videoWidth")) > 0,
  );
  await player("film.webm").getByRole("button", { name: "Open large" }).waitFor();
  await player("film.webm").getByRole("button", { name: "Muted" }).click();
  await player("film.webm").getByRole("button", { name: "Muted", pressed: true }).waitFor();
  await start.click();
  await until(
    "it has been played",
    async () => (await mediaOf<number>("film.webm", "played.length")) > 0,
  );
  expect(await barriers(page)).toEqual([]);
});

test("a film opens large among the pictures of its message, and arrows lead from one to the other", async () => {
  const files = [
    { bytes: await landscape(), name: "before.png", type: "image/png" },
    { bytes: await film(), name: "pond.webm", type: "video/webm" },
  ];
  const ids: string[] = [];
  for (const file of files) ids.push((await upload(app, ben, file, "MESSAGE")).id);
  await send(app, ben, withBen, { body: "The pond", attachmentIds: ids });
  await row(page, "The pond").waitFor();
  await player("pond.webm").getByRole("button", { name: "Open large" }).click();
  const large = page.getByRole("dialog", { name: "pond.webm" });
  await large.getByText("2 of 2").waitFor();
  await large.getByRole("button", { name: "Full screen" }).waitFor();
  await large.getByRole("button", { name: "Play" }).click();
  const shown = `document.querySelector("dialog[open] video")`;
  await until("it has been played there", () =>
    page.evaluate<boolean>(`${shown}.played.length > 0`),
  );
  expect(await page.evaluate(`${shown}.getBoundingClientRect().width > 800`)).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await large.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("dialog", { name: "before.png" }).getByText("1 of 2").waitFor();
  await page.keyboard.press("ArrowLeft");
  // There the arrows seek, once its length is known.
  const slider = large.getByRole("slider", { name: "Position" });
  await until("it can be sought in", () => slider.isEnabled());
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await large.waitFor();
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "hidden" });
  await until("the focus is back", () =>
    page.evaluate<boolean>(`document.activeElement.title === "Open large"`),
  );
});

test("a PDF is a card with its kind and its size", async () => {
  await sendFile("plan.pdf", "application/pdf", documents["application/pdf"]!);
  const card = row(page, "plan.pdf").getByRole("link", { name: /plan\.pdf/ });
  await card.getByText(/^PDF · \d+ B$/).waitFor();
  expect(await card.getAttribute("download")).toBe("plan.pdf");
});

/** Some pictures of a canvas, recorded by the browser that is to play them. */
async function film(): Promise<Buffer> {
  const base64 = await page.evaluate<string>(`(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
    const paint = canvas.getContext("2d");
    const stream = canvas.captureStream(0);
    const recorder = new MediaRecorder(stream, { mimeType: "video/webm;codecs=vp8" });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    for (let at = 0; at < 12; at += 1) {
      paint.fillStyle = "hsl(" + at * 30 + " 60% 50%)";
      paint.fillRect(0, 0, 320, 180);
      stream.getVideoTracks()[0].requestFrame();
      await new Promise(requestAnimationFrame);
    }
    await new Promise((done) => { recorder.onstop = done; recorder.stop(); });
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(""));
  })()`);
  return Buffer.from(base64, "base64");
}
