/** The test run brings one database server; each test file takes databases of its own on it. */
export function databaseUri(name: string): string {
  const base = process.env["TEST_MONGO_DB_URI"];
  if (!base) throw new Error("TEST_MONGO_DB_URI is missing: run the tests by `npm test`");
  const uri = new URL(base);
  uri.pathname = `/${name}`;
  return uri.toString();
}
