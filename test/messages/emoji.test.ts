import { expect, test } from "@jest/globals";
import { qualified } from "../../src/chat/messages/emoji.js";
import { checkBody } from "../../src/chat/messages/message-content.js";

test.each([
  ["\u2764", "\u2764\ufe0f"],
  ["\u2764\ufe0f", "\u2764\ufe0f"],
  ["\u2764\ufe0e", "\u2764\ufe0f"],
  ["\u{1f44d}\ufe0f", "\u{1f44d}"],
  ["\u{1f44d}\u{1f3fd}", "\u{1f44d}\u{1f3fd}"],
  ["\u{1f3f3}\u200d\u{1f308}", "\u{1f3f3}\ufe0f\u200d\u{1f308}"],
  ["\u{1f441}\u200d\u{1f5e8}", "\u{1f441}\ufe0f\u200d\u{1f5e8}\ufe0f"],
  ["\u{1f575}\u{1f3fd}\u200d\u2642", "\u{1f575}\u{1f3fd}\u200d\u2642\ufe0f"],
  ["\u2764\u200d\u{1f525}", "\u2764\ufe0f\u200d\u{1f525}"],
  ["1\u20e3", "1\ufe0f\u20e3"],
  ["\u{1f1e9}\u{1f1ea}", "\u{1f1e9}\u{1f1ea}"],
  ["\u261d\u{1f3fb}", "\u261d\u{1f3fb}"],
])("%s is drawn as %s is, and is that reaction", (given, expected) => {
  expect(qualified(given)).toBe(expected);
});

test.each(["", "a", "1", "#", "\ufe0f", "\u{1f44d}\u{1f44d}", "\u200d", "\u{1f3fd}a"])(
  "%j is not one emoji",
  (given) => {
    expect(qualified(given)).toBeNull();
  },
);

test.each([
  "\u200b",
  "\u2060\u2800",
  "\u202e \n",
  "\u3164",
  "\ufeff\u00ad",
  "\u{e0041}",
  "\u{1d159}",
])("the body %j is empty", (body) => {
  expect(() => checkBody(body, { field: "body", optional: false })).toThrow();
  expect(checkBody(body, { field: "body", optional: true })).toBeNull();
});
