import "reflect-metadata";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lexicographicSortSchema, printSchema } from "graphql";
import { createApp } from "../src/app.js";
import { readConfig } from "../src/platform/config/config.js";
import { secretNames } from "../src/platform/config/environment.js";

/** The contract as the resolver classes make it. Nothing is connected. */
export function printContract(): string {
  const secrets = Object.fromEntries(secretNames.map((name) => [name, "x".repeat(32)]));
  const { schema } = createApp(readConfig({ MONGO_DB_URI: "mongodb://unused", ...secrets }));
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL("schema.graphql", import.meta.url), printContract());
