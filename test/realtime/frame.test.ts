import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeId, FrameTemplate } from "../../src/live/realtime/frame.js";

interface Frame {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
}

/** Reads unmasked text frames as a client does. */
function decode(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes[at]).toBe(0x81);
    const short = bytes.readUInt8(at + 1);
    const [length, header] =
      short < 126
        ? [short, 2]
        : short === 126
          ? [bytes.readUInt16BE(at + 2), 4]
          : [Number(bytes.readBigUInt64BE(at + 2)), 10];
    const text = bytes.subarray(at + header, at + header + length).toString();
    frames.push(JSON.parse(text) as Frame);
    at += header + length;
  }
  return frames;
}

const payloads = fc.array(fc.oneof(fc.json(), fc.constant(JSON.stringify("x".repeat(70_000)))), {
  minLength: 1,
  maxLength: 5,
});

test("a template gives every operation its own id and the same payloads", () => {
  fc.assert(
    fc.property(payloads, fc.array(fc.uuid(), { minLength: 1, maxLength: 4 }), (texts, ids) => {
      const template = new FrameTemplate(
        texts.map((text) => Buffer.from(text)),
        36,
      );
      for (const id of ids) {
        const frames = decode(template.for(encodeId(id)));
        expect(frames.map((frame) => frame.id)).toEqual(texts.map(() => id));
        expect(frames.map(({ payload }) => payload)).toEqual(
          texts.map((text) => JSON.parse(text) as unknown),
        );
      }
    }),
  );
});

test("an operation id may hold anything that JSON can", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 64 }), (id) => {
      const encoded = encodeId(id);
      const [frame] = decode(new FrameTemplate([Buffer.from("1")], encoded.length).for(encoded));
      expect(frame?.id).toBe(JSON.parse(JSON.stringify(id)));
    }),
  );
});

test("bytes that a socket still holds do not change with the next id", () => {
  const template = new FrameTemplate([Buffer.from("{}")], 1);
  const held = template.for(Buffer.from("a"));
  template.keep();
  template.for(Buffer.from("b"));
  expect(decode(held)[0]?.id).toBe("a");
});
