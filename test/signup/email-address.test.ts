import { expect, test } from "@jest/globals";
import { normaliseEmail } from "../../src/platform/core/email-address.js";

test.each([
  ["Ann@Example.COM", "ann@example.com"],
  [" a.b+c@sub.example.com ", "a.b+c@sub.example.com"],
  ["ann@bücher.example", "ann@xn--bcher-kva.example"],
  ["ann@BÜCHER.example", "ann@xn--bcher-kva.example"],
  ["ann@bu\u0308cher.example", "ann@xn--bcher-kva.example"],
  ["ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"],
  ["jos\u00e9@example.com", "jos\u00e9@example.com"],
  ["JOSE\u0301@example.com", "jos\u00e9@example.com"],
  ["用户@例子.example", "用户@xn--fsqu00a.example"],
  ["o'neil@example.com", "o'neil@example.com"],
  ["a@\u4f8b\u5b50\u3002\u516c\u53f8", "a@xn--fsqu00a.xn--55qx5d"],
  ["a@1.example.com", "a@1.example.com"],
])("%s is kept as %s", (given, expected) => {
  expect(normaliseEmail(given)).toBe(expected);
});

test.each([
  ...["a..b@example.com", ".a@example.com", "a.@example.com", "a@-example.com", "a@example-.com"],
  ...["a@example..com", "a@.example.com", "a@example", "a@example.c", "@example.com", "a@"],
  ...["a@b@example.com", "a b@example.com", '"a"@example.com', "a@[127.0.0.1]", "a,b@example.com"],
  ...["a@exa_mple.com", "a\u0000@example.com", "a\u200b@example.com", "\u212aate@example.com"],
  ...["a@\uff45xample.com", "a@example.com\nbcc:b@example.com", "\ud800@example.com"],
  ...[`${"a".repeat(65)}@example.com`, `${"é".repeat(33)}@example.com`],
  `a@${"b".repeat(64)}.com`,
  ...["a@-b\u00fccher.de", "a@b\u00fc-.de", "a@10.0.0.10", "a@b\u00fc.123", "a@x\u3002-\u00fc.de"],
])("%j is no address", (given) => {
  expect(normaliseEmail(given)).toBeNull();
});
