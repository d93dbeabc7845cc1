import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readIdentityProviders } from "../../src/platform/config/identity-providers.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confab-providers-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function faultsOf(given: unknown): Promise<readonly string[]> {
  const path = join(folder, "providers.json");
  await writeFile(path, typeof given === "string" ? given : JSON.stringify(given));
  const { faults } = readIdentityProviders(path, "production");
  return faults.map((fault) => fault.replace(`IDENTITY_PROVIDERS (${path}): `, ""));
}

const shop = { name: "shop", issuer: "https://shop.example.com", audience: "confab" };

test("a provider needs a name, an issuer and an audience", async () => {
  expect(await faultsOf([shop])).toEqual([]);
});

test("every fault is said at once, each in a sentence", async () => {
  const other = { ...shop, name: "other", issuer: "https://other.example.com" };
  const faults = await faultsOf([
    { ...shop, jwksUri: "http://shop.example.com/keys" },
    { ...other, signInUrl: "shop" },
    { ...shop, externalIdPrefix: "x:" },
    { ...shop, name: "g", issuer: "https://accounts.google.com", externalIdPrefix: "g:" },
  ]);
  expect(faults).toEqual([
    "0 (shop).jwksUri must be an address with https, as in https://login.example.com.",
    "1 (other).signInUrl must be an address with https, as in https://login.example.com.",
    "the name shop stands there twice.",
    "the issuer https://shop.example.com stands there twice.",
    'two providers have the externalIdPrefix "": each needs one of its own, or they would share people.',
    "Google is set up by CLIENT_ID, and stands in no file.",
  ]);
});

test.each(["none", "HS256", "HS512"])("the algorithm %s is refused", async (algorithm) => {
  expect(await faultsOf([{ ...shop, algorithms: [algorithm] }])).toHaveLength(1);
});

test("what is no list, no JSON, misspelt or not there is said", async () => {
  expect(await faultsOf("{")).toEqual(["it is not JSON."]);
  expect(await faultsOf({})).toHaveLength(1);
  expect((await faultsOf([{ ...shop, jwksURI: "x" }])).join()).toContain("jwksURI");
  const { faults } = readIdentityProviders(join(folder, "nowhere.json"), "production");
  expect(faults.join()).toContain("it cannot be read");
});
