import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { serverAudits } from "graphql-http";
import { startApp, type TestApp } from "../support/app.js";

/**
 * 400 where the audit prefers 200 for clients that accept only application/json. The draft says SHOULD for
 * the sake of clients that read no body but that of a 200. Apollo Client, urql and the client kit read it;
 * Apollo Server, which answers here, has used 400 for requests that never ran since its fourth version; and
 * what counts failures by status (proxies, dashboards) must not take them for successes. Who wants the new
 * rules asks for application/graphql-response+json, of which all audits pass.
 */
const NEVER_RAN = "a request that never ran is a 400, whatever it accepts";

/** MAY. It accepts anything, as an image does that a page of another origin shows: see get-queries. */
const CROSS_SITE = "a GET that says nothing of its own is refused";

const EXCEPTIONS: Readonly<Record<string, string>> = {
  "572B": NEVER_RAN, // document parsing failure
  FDE2: NEVER_RAN, // document validation failure
  "7B9B": NEVER_RAN, // variable coercion failure
  "5A70": CROSS_SITE,
};

let app: TestApp;
const audits = serverAudits({ url: () => app.url });

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test.each(audits.filter(({ id }) => !(id in EXCEPTIONS)))("$name ($id)", async (audit) => {
  expect(await audit.fn()).toMatchObject({ status: "ok" });
});

// Not left out but held to: one that passes by now is no exception any more.
test.each(audits.filter(({ id }) => id in EXCEPTIONS))("except: $name ($id)", async (audit) => {
  expect(await audit.fn()).toMatchObject({
    status: EXCEPTIONS[audit.id] === CROSS_SITE ? "notice" : "warn",
    reason: "Response status code is not 200",
    response: { status: 400 },
  });
});

test("every MUST is among the audits that pass, and so is every SHOULD but three", () => {
  const excepted = audits.filter(({ id }) => id in EXCEPTIONS).map(({ name }) => name);
  expect(excepted).toHaveLength(Object.keys(EXCEPTIONS).length);
  expect(excepted.filter((name) => name.startsWith("MUST"))).toEqual([]);
  expect(excepted.filter((name) => name.startsWith("SHOULD"))).toHaveLength(3);
});

test("a GET with a header that needs a preflight is answered", async () => {
  const url = `${app.url}?${new URLSearchParams({ query: "{ __typename }" }).toString()}`;
  const response = await fetch(url, { headers: { "apollo-require-preflight": "1" } });
  expect(await response.json()).toEqual({ data: { __typename: "Query" } });
});
