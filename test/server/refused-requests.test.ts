import { expect, test } from "@jest/globals";
import { startApp } from "../support/app.js";
import { startDatabase } from "../support/database.js";
import { signUp } from "../support/people.js";

test("while the database is away, who sends a token is told 503 and when to come back", async () => {
  const database = await startDatabase();
  const app = await startApp({ env: { MONGO_DB_URI: database.uri } });
  try {
    const { token } = await signUp(app, "Ann");
    await database.kill();
    const response = await fetch(app.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: "{ viewer { id } }" }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "SERVICE_UNAVAILABLE", retryAfterMs: 1_000 } }],
    });
  } finally {
    await app.stop();
    await database.stop();
  }
}, 30_000);
