// JavaScript, for jest would load TypeScript here as CommonJS, and the scripts are ES modules.
import { tsImport } from "tsx/esm/api";

/** `npm test` has brought the database; when jest is run by itself it is brought here. */
export default async function globalSetup() {
  if (process.env.TEST_MONGO_DB_URI) return;
  const { testFolder } = await tsImport("../../scripts/test-folder.ts", import.meta.url);
  const { bringTestDatabase } = await tsImport("../../scripts/test-database.ts", import.meta.url);
  const database = await bringTestDatabase(testFolder);
  Object.assign(process.env, database.env);
  globalThis.stopTestDatabase = database.stop; // for the teardown, which runs in this process
}
