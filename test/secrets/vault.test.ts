import { randomBytes } from "node:crypto";
import { expect, test } from "@jest/globals";
import { KeyedHash } from "../../src/platform/secrets/keyed-hash.js";
import { Vault } from "../../src/platform/secrets/vault.js";

const key = (id: string) => ({ id, key: randomBytes(32) });
const [old, fresh] = [key("old"), key("new")];

test("what is sealed opens in its place alone, and differs each time", () => {
  const vault = new Vault([fresh]);
  const sealed = vault.seal("+14155550100", "users|phone|1");
  expect(vault.open(sealed, "users|phone|1")).toBe("+14155550100");
  expect(() => vault.open(sealed, "users|phone|2")).toThrow();
  expect(vault.seal("+14155550100", "users|phone|1")).not.toBe(sealed);
});

test("a changed byte anywhere does not open", () => {
  const vault = new Vault([fresh]);
  const parts = vault.seal("secret", "here").split(":");
  for (const index of parts.keys()) {
    const changed = parts.map((part, at) =>
      at === index ? `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}` : part,
    );
    expect(() => vault.open(changed.join(":"), "here")).toThrow();
  }
  expect(() => vault.open(parts.slice(0, 3).join(":"), "here")).toThrow();
});

test("a tag that was cut short does not open", () => {
  const vault = new Vault([fresh]);
  const [version, id, iv, tag = "", data] = vault.seal("secret", "here").split(":");
  expect(() => vault.open([version, id, iv, tag.slice(0, 6), data].join(":"), "here")).toThrow();
});

test("an older key still opens and finds; a forgotten one does not", () => {
  const sealed = new Vault([old]).seal("secret", "here");
  expect(new Vault([fresh, old]).open(sealed, "here")).toBe("secret");
  expect(() => new Vault([fresh]).open(sealed, "here")).toThrow("unknown key");
  const before = new KeyedHash([old]).of("secret");
  expect(new KeyedHash([fresh, old]).all("secret")).toContainEqual(before);
  expect(new KeyedHash([fresh, old]).fits("secret", before)).toBe(true);
  expect(new KeyedHash([fresh]).fits("secret", before)).toBe(false);
});
