import { execFile } from "node:child_process";
import { expect, test } from "@jest/globals";
import { secretNames } from "../../src/platform/config/environment.js";
import { ViewerDocument } from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { databaseUri } from "../support/database.js";
import { post } from "../support/graphql.js";
import { logIn } from "../support/people.js";

const DATABASE = `admin-command-${process.pid}`;

/** The built program, as an image has it: no checkout's script, no compiler. */
function admin(...args: string[]): Promise<{ code: number; output: string }> {
  const secrets = secretNames.map((name) => [name, `${name}-for-tests-only-0123456789`]);
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "production",
    MONGO_DB_URI: databaseUri(DATABASE),
    ...(Object.fromEntries(secrets) as Record<string, string>),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ["dist/main.js", "admin", ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, output: out + err }),
    );
  });
}

test("the built program makes the first super admin, who can log in", async () => {
  const email = "root@example.com";
  const made = await admin("create", "--email", email, "--name", "Root");
  expect(made).toMatchObject({ code: 0 });
  const [, password = ""] = /^Password: (.+)$/m.exec(made.output) ?? [];
  const app = await startApp({ database: DATABASE });
  try {
    const { token } = await logIn(app, email, { password });
    const headers = { authorization: `Admin ${token}` };
    const { data } = await post(app.url, ViewerDocument, {}, undefined, headers);
    expect(data.viewer).toMatchObject({ role: "SUPER_ADMIN" });
  } finally {
    await app.stop();
  }
  const verified = await admin("verify-audit");
  expect(verified).toMatchObject({ code: 0 });
  const [, head = ""] = /^The audit is whole\.\nHead: (\S+)\n$/.exec(verified.output) ?? [];
  expect(await admin("verify-audit", "--expect", head)).toEqual(verified);
  const unknown = await admin("verify-audit", "--expect", `9${head}`);
  expect(unknown).toEqual({ code: 1, output: "That is no head of this audit.\n" });
  expect(await admin("accept-secrets")).toMatchObject({ code: 0 });
});

test("what the admin command does not know is answered with how it is used", async () => {
  for (const args of [[], ["create"], ["create", "--email", "nobody"], ["delete"], ["--what"]]) {
    const { code, output } = await admin(...args);
    expect({ args, code }).toEqual({ args, code: 2 });
    expect(output).toContain("create --email you@example.com");
  }
});
