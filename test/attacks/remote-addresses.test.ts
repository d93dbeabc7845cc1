import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { getNamedType, isInputObjectType, isObjectType } from "graphql";
import { UpdateProfileDocument, UpsertUsersDocument } from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { ask as askAs, backend } from "../support/services.js";
import { upload } from "../support/upload.js";
import { schema } from "./input-fields.js";

/** Addresses that are kept and given to clients as they are. The test below shows that nobody goes there. */
const KEPT = ["UpsertUserInput.avatarUrl"];
/** Where services have events posted: A-183 shows where that does not lead. */
const POSTED_TO = ["Mutation.url"];

test("A-58: but for webhooks, no input takes an address that the server could be made to fetch", () => {
  const types = Object.values(schema.getTypeMap());
  const inputs = types
    .filter(isInputObjectType)
    .flatMap((of) => Object.values(of.getFields()).map(({ name, type }) => ({ of, name, type })));
  const args = types
    .filter(isObjectType)
    .flatMap((of) => Object.values(of.getFields()).map((field) => ({ of, field })))
    .flatMap(({ of, field }) => field.args.map(({ name, type }) => ({ of, name, type })));
  const places = [...inputs, ...args];
  expect(places.length).toBeGreaterThan(100);
  const addresses = places.filter(
    ({ name, type }) =>
      getNamedType(type).name === "URL" || /ur[il]|href|link|src|host|webhook|callback/i.test(name),
  );
  expect(addresses.map(({ of, name }) => `${of.name}.${name}`)).toEqual([...KEPT, ...POSTED_TO]);
});

test("A-58: an address in a text is a text: nobody goes there", async () => {
  const visits: (string | undefined)[] = [];
  const trap = createServer((request, response) => {
    visits.push(request.url);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(trap, "listening");
  // A visit with https is no request here; but it is a connection.
  let connections = 0;
  trap.on("connection", () => (connections += 1));
  const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  const app = await startApp();
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  await ask(app, ann, UpdateProfileDocument, {
    input: { name: address.slice(0, 60), bio: `![me](${address}/bio)` },
  });
  await send(app, ann, await openDirect(app, ann, bob), `look: ${address}/message.png`);
  await createGroup(app, ann, [bob], `${address}/group`);
  const svg = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "${address}/entity">]><a>&e;</a>`;
  for (const bytes of [svg, `see ${address}/text\n`])
    await upload(app, ann, { bytes: Buffer.from(bytes), name: `${address}/name.txt` }).catch(
      () => null,
    );
  const shop = await backend(app, ["USERS_WRITE"]);
  const avatarUrl = `${address.replace("http:", "https:")}/avatar`;
  const user = { externalId: "ann", name: "Ann", avatarUrl };
  const given = await askAs(app, shop.headers, UpsertUsersDocument, { users: [user] });
  expect(given.data.upsertUsers[0]?.user).toMatchObject({ externalId: "ann" });
  await app.inbox(ann.email);
  await app.stop();
  // By now all that was under way has ended; and the trap would have noticed.
  await fetch(`${address}/control`);
  await until("the control came", () => visits.length > 0);
  expect({ visits, connections }).toEqual({ visits: ["/control"], connections: 1 });
  trap.close();
});
