import { afterAll, expect, test } from "@jest/globals";
import { createApp, type App } from "../../src/app.js";
import { readConfig } from "../../src/platform/config/config.js";
import { databaseUri } from "../support/database.js";
import { post } from "../support/graphql.js";

/** As the replaced system had it: these sixteen and no other, with secrets as short as they were. */
const OLD = {
  PORT: "0",
  MONGO_DB_URI: databaseUri("old-environment"),
  PREFIX_FOR_USER: "Bearer",
  PREFIX_FOR_ADMIN: "System",
  ACCESS_JWT_SECRET_USER: "accessUser",
  ACCESS_JWT_SECRET_ADMIN: "accessAdmin",
  REFRESH_JWT_SECRET_USER: "refreshUser",
  REFRESH_JWT_SECRET_ADMIN: "refreshAdmin",
  SALT_ROUND: "8",
  PASSWORD_FOR_EMAIL_SENDER: "abcd efgh ijkl mnop",
  EMAIL_SENDER: "someone@gmail.com",
  CLIENT_ID: "1234.apps.googleusercontent.com",
  SECRET_KEY_PHONE: "phoneSecret",
  CLOUD_NAME: "cloud",
  API_KEY: "123456789012345",
  API_SECRET: "api_secret",
};

let app: App | null = null;
afterAll(() => app?.stop());

test("an old .env of the replaced system starts the server unchanged", async () => {
  expect(Object.keys(OLD)).toHaveLength(16);
  app = createApp(readConfig({ ...OLD, LOG_LEVEL: "silent", HOST: "127.0.0.1" }));
  const port = await app.start();
  const answer = await post(`http://127.0.0.1:${port}/graphql`, "{ viewer { id } }");
  expect(answer).toEqual({ status: 200, data: { viewer: null } });
});

test("every one of the sixteen means what it meant", () => {
  const config = readConfig(OLD);
  expect(config).toMatchObject({
    port: 0,
    mongoUri: OLD.MONGO_DB_URI,
    realms: {
      user: { prefix: "Bearer", accessSecrets: ["accessUser"], refreshSecrets: ["refreshUser"] },
      admin: { prefix: "System", accessSecrets: ["accessAdmin"], refreshSecrets: ["refreshAdmin"] },
    },
    saltRounds: 8,
    google: { clientId: OLD.CLIENT_ID },
    cloudinary: { cloudName: "cloud", apiKey: "123456789012345", apiSecret: "api_secret" },
    smtp: {
      url: "smtps://someone%40gmail.com:abcd%20efgh%20ijkl%20mnop@smtp.gmail.com",
      from: "someone@gmail.com",
    },
  });
  expect(config.dataKeys).toHaveLength(1);
});
