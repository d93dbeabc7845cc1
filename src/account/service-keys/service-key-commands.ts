import { parseArgs } from "node:util";
import { Scope } from "../../platform/core/service.js";
import type { ServiceKey } from "./service-key.model.js";
import type { NewServiceKey, ServiceKeyService } from "./service-key.service.js";

export const SERVICE_KEY_USAGE = `  key create --name "Shop backend" --scopes USERS_WRITE,ACT_AS
             [--expires 2030-01-31] [--networks 10.0.0.0/8,2001:db8::/32]
      Makes a service key and shows its secret, this once. Scopes: ${Object.keys(Scope).join(", ")}.
  key list
      Lists the keys that were not revoked.
  key revoke ID
      Ends a key, and all that is open by it.`;

export type KeyWork = (keys: ServiceKeyService) => Promise<number>;

/** What the arguments after \`key\` ask for; null: there is no such command. */
export function readKeyCommand(args: readonly string[]): KeyWork | null {
  const { positionals, values } = parse(args) ?? { positionals: [], values: {} };
  const [command, id, ...others] = positionals;
  const isBare = Object.keys(values).length === 0;
  if (command === "list" && id === undefined && isBare) return list;
  if (command === "revoke" && id !== undefined && others.length === 0 && isBare)
    return (keys) => revoke(keys, id);
  const fresh = command === "create" && id === undefined ? newKeyOf(values) : null;
  return fresh && ((keys) => create(keys, fresh));
}

interface Values {
  readonly name?: string;
  readonly scopes?: string;
  readonly expires?: string;
  readonly networks?: string;
}

function parse(args: readonly string[]): { positionals: string[]; values: Values } | null {
  const text = { type: "string" } as const;
  const options = { name: text, scopes: text, expires: text, networks: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return null;
  }
}

function newKeyOf({ name, scopes, expires, networks }: Values): NewServiceKey | null {
  const known: readonly string[] = Object.values(Scope);
  const asked = listOf(scopes);
  const expiresAt = expires === undefined ? null : new Date(expires);
  if (!name || asked.length === 0 || !asked.every((scope) => known.includes(scope))) return null;
  if (expiresAt && Number.isNaN(expiresAt.getTime())) return null;
  return { name, scopes: asked as Scope[], expiresAt, networks: listOf(networks) };
}

function listOf(given: string | undefined): string[] {
  return (given ?? "").split(",").flatMap((item) => item.trim() || []);
}

async function create(keys: ServiceKeyService, fresh: NewServiceKey): Promise<number> {
  const { key, secret } = await keys.create(null, fresh);
  console.log(`${key.name} (${key._id.toHexString()}): ${key.scopes.join(" ")}`);
  console.log(`Secret: ${secret}`);
  return 0;
}

async function list(keys: ServiceKeyService): Promise<number> {
  for (const key of await keys.list()) console.log(lineOf(key));
  return 0;
}

function lineOf({ _id, name, scopes, networks, expiresAt, lastUsedAt }: ServiceKey): string {
  const from = networks.length > 0 ? `from ${networks.join(" ")}` : "from anywhere";
  const until = expiresAt ? `until ${expiresAt.toISOString()}` : "without end";
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : "not used yet";
  return `${_id.toHexString()}  ${name}: ${scopes.join(" ")}; ${from}, ${until}, ${used}`;
}

async function revoke(keys: ServiceKeyService, id: string): Promise<number> {
  await keys.revoke(null, id);
  console.log(`${id} is revoked.`);
  return 0;
}
