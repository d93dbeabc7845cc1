import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ConfabError, toConfabError } from "../../client/src/index.js";
import { FAIL, ME, startKit, type Kit } from "./kit.js";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.stop());

test("a refusal carries its code, field, limit, delay and request id", async () => {
  const refusal = kit.client().request(FAIL, { code: "LIMIT_REACHED" });

  await expect(refusal).rejects.toBeInstanceOf(ConfabError);
  await expect(refusal).rejects.toMatchObject({
    code: "LIMIT_REACHED",
    field: "input.body",
    limit: 3,
    retryAfterMs: 20,
    requestId: "r-1",
    retryable: false,
  });
});

test("a code of the framework becomes BAD_USER_INPUT", async () => {
  const refusal = kit.client().request(FAIL, { code: "GRAPHQL_VALIDATION_FAILED" });

  await expect(refusal).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
});

test("a cut connection becomes NETWORK_ERROR, which is worth a retry", async () => {
  kit.server.httpFaults.push((response) => response.destroy());

  await expect(kit.client().request(ME, {})).rejects.toMatchObject({
    code: "NETWORK_ERROR",
    retryable: true,
  });
});

test("a proxy's page becomes SERVICE_UNAVAILABLE with its Retry-After", async () => {
  kit.server.httpFaults.push((response) =>
    response.writeHead(503, { "retry-after": "2" }).end("<h1>Back soon</h1>"),
  );

  await expect(kit.client().request(ME, {})).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
    retryAfterMs: 2_000,
  });
});

test("the errors of urql and of Apollo are understood", () => {
  const error = { message: "no", extensions: { code: "BLOCKED" } };

  expect(toConfabError({ graphQLErrors: [error] }).code).toBe("BLOCKED");
  expect(toConfabError({ errors: [error] }).code).toBe("BLOCKED");
  expect(toConfabError(new TypeError("fetch failed")).code).toBe("NETWORK_ERROR");
});
