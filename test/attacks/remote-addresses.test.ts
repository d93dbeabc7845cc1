import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import { getNamedType, isInputObjectType, isObjectType } from "graphql";
import { UpdateProfileDocument } from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { ask, createGroup, openDirect, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { upload } from "../support/upload.js";
import { schema } from "./input-fields.js";

test("A-58: no input takes an address that the server could be made to fetch", () => {
  const types = Object.values(schema.getTypeMap());
  const inputs = types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields()));
  const args = types
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .flatMap((field) => field.args);
  const places = [...inputs, ...args];
  expect(places.length).toBeGreaterThan(100);
  expect(places.filter(({ type }) => getNamedType(type).name === "URL")).toEqual([]);
  const named = places.filter(({ name }) =>
    /ur[il]|href|link|src|host|webhook|callback/i.test(name),
  );
  expect(named).toEqual([]);
});

test("A-58: an address in a text is a text: nobody goes there", async () => {
  const visits: (string | undefined)[] = [];
  const trap = createServer((request, response) => {
    visits.push(request.url);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(trap, "listening");
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
  await app.inbox(ann.email);
  await app.stop();
  // By now all that was under way has ended; and the trap would have noticed.
  await fetch(`${address}/control`);
  await until("the control came", () => visits.length > 0);
  expect(visits).toEqual(["/control"]);
  trap.close();
});
