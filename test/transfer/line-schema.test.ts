import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { TRANSFER_SCHEMA } from "../../src/transfer/lines/line-schema.js";

test("the published schema of lines is the one that they are checked by", () => {
  const published = new URL("../../docs/transfer.schema.json", import.meta.url);
  expect(JSON.parse(readFileSync(published, "utf8"))).toEqual(TRANSFER_SCHEMA);
});
