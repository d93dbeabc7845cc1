import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";

const contract = readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");
const servers: Record<string, TestApp> = {};
beforeAll(async () => {
  servers["development"] = await startApp();
  servers["development, off"] = await startApp({ env: { INTROSPECTION: "off" } });
  servers["production"] = await startApp({ env: { NODE_ENV: "production", DRAIN_MS: "0" } });
  const env = { NODE_ENV: "production", DRAIN_MS: "0", INTROSPECTION: "on" };
  servers["production, on"] = await startApp({ env });
}, 120_000);
afterAll(() => Promise.all(Object.values(servers).map((app) => app.stop())));

test.each([
  ["development", true],
  ["development, off", false],
  ["production", false],
  ["production, on", true],
])("in %s the schema is told: %s", async (name, isTold) => {
  const app = servers[name] as TestApp;
  const file = await fetch(`${app.origin}/schema.graphql`);
  expect(file.status).toBe(isTold ? 200 : 404);
  const text = await file.text();
  if (isTold) {
    expect(file.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(text).toBe(contract);
  } else expect(text).toContain("NOT_FOUND");
  const asked = await post(app.url, "{ __schema { queryType { name } } }");
  expect(codeOf(asked)).toBe(isTold ? undefined : "BAD_USER_INPUT");
  const { errors } = await post(app.url, "{ viewr { id } }");
  expect(/did you mean/i.test(errors?.[0]?.message ?? "")).toBe(isTold);
});
