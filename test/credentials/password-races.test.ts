import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  ChangePasswordDocument,
  RefreshDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { freshToken, survivors, tryLogin } from "../support/logins.js";
import { PASSWORD, readCode, signUp } from "../support/people.js";
import { during, RACE_LIMIT_MS, raceRuns } from "../support/race.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";

let nodes: NodePair;
beforeAll(async () => {
  // Dear enough that a login is under way for some time.
  nodes = await startNodePair({ env: { SALT_ROUND: "7" } });
});
afterAll(() => nodes.stop());

/** Of the twenty sessions that somebody may have: one more login would end that which changes. */
const LOGINS_BESIDE = 16;
const both = () => [nodes.here, nodes.there] as const;
const logins = (email: string, password: string) => (worker: number) =>
  tryLogin(worker % 2 ? nodes.here : nodes.there, email, password);
const another = (): string => `a phrase of its own ${randomUUID()}`;

async function askCode(email: string): Promise<string> {
  await nodes.rows.collection("codes").deleteMany({});
  await post(nodes.here.url, RequestPasswordResetDocument, { email });
  return readCode(nodes.here, email, /resets your password/);
}

const reset = (email: string, code: string, newPassword: string, node = nodes.here) =>
  post(node.url, ResetPasswordDocument, { input: { email, code, newPassword } });

test(
  "A-71: no login with the old password outlives its change, and the session that changed it does",
  async () => {
    const { email } = await signUp(nodes.here, "Ann");
    let password = PASSWORD;
    for (const _ of raceRuns) {
      const input = { currentPassword: password, newPassword: another() };
      const token = await freshToken(nodes.here, email, password);
      let refreshToken = "";
      const entered = await during(
        async () => {
          const changed = await post(nodes.here.url, ChangePasswordDocument, { input }, token);
          expect(changed.errors).toBeUndefined();
          refreshToken = changed.data.changePassword.tokens?.refreshToken ?? "";
        },
        logins(email, password),
        { most: LOGINS_BESIDE },
      );
      expect(await survivors(entered, both())).toBe(0);
      const renewed = await post(nodes.there.url, RefreshDocument, { refreshToken });
      expect(renewed.errors).toBeUndefined();
      password = input.newPassword;
    }
  },
  RACE_LIMIT_MS,
);

test(
  "A-71: no login with the old password outlives its reset",
  async () => {
    const { email } = await signUp(nodes.here, "Ann");
    let password = PASSWORD;
    for (const _ of raceRuns) {
      const [code, next] = [await askCode(email), another()];
      const entered = await during(
        async () => expect((await reset(email, code, next)).errors).toBeUndefined(),
        logins(email, password),
      );
      expect(await survivors(entered, both())).toBe(0);
      password = next;
    }
  },
  RACE_LIMIT_MS,
);

test("A-71: a code for a new password is dead once the password was changed", async () => {
  const { email, token } = await signUp(nodes.here, "Ann");
  const code = await askCode(email);
  const input = { currentPassword: PASSWORD, newPassword: another() };
  await post(nodes.there.url, ChangePasswordDocument, { input }, token);
  expect(codeOf(await reset(email, code, another()))).toBe("CODE_INVALID");
});

test(
  "A-71: of two who change the password at once, one does",
  async () => {
    const { email } = await signUp(nodes.here, "Ann");
    let password = PASSWORD;
    for (const _ of raceRuns) {
      const tokens: string[] = [];
      for (const node of both()) tokens.push(await freshToken(node, email, password));
      const inputs = both().map(() => ({ currentPassword: password, newPassword: another() }));
      const answers = await Promise.all(
        both().map(({ url }, at) =>
          post(url, ChangePasswordDocument, { input: inputs[at] as never }, tokens[at]),
        ),
      );
      const changed = inputs.filter((_input, at) => !answers[at]?.errors);
      expect(changed).toHaveLength(1);
      password = changed[0]?.newPassword ?? "";
      expect(await survivors([await tryLogin(nodes.there, email, password)], both())).toBe(1);
    }
  },
  RACE_LIMIT_MS,
);

test(
  "A-74: hashing an old password anew at a raised cost does not bring it back",
  async () => {
    const { email } = await signUp(nodes.here, "Ann");
    const { mongoUri } = nodes.here.config;
    const raised = await startApp({ env: { SALT_ROUND: "9" }, config: { mongoUri } });
    try {
      let password = PASSWORD;
      for (const _ of raceRuns) {
        const [code, next] = [await askCode(email), another()];
        // Hashed by the node of the lower cost, so that each login at the other one hashes it anew.
        await during(
          async () => expect((await reset(email, code, next)).errors).toBeUndefined(),
          () => tryLogin(raised, email, password),
        );
        expect(await tryLogin(nodes.there, email, password)).toBeNull();
        expect(await tryLogin(nodes.there, email, next)).not.toBeNull();
        password = next;
      }
    } finally {
      await raised.stop();
    }
  },
  RACE_LIMIT_MS,
);
