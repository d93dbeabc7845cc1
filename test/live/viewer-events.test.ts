import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import {
  MarkReadDocument,
  SendContactRequestDocument,
  SetBlockedDocument,
  UpdateMembershipDocument,
  UpdateProfileDocument,
  UpdateSettingsDocument,
  ViewerEventsDocument,
  ViewerRevisionDocument,
  type ViewerEventsSubscription,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { ask, openDirect, send } from "../support/conversations.js";
import { Collector, post, until } from "../support/graphql.js";
import { logIn, signUp, type Person } from "../support/people.js";
import { Rows } from "../support/rows.js";
import { backend, openSocket } from "../support/services.js";

type Event = ViewerEventsSubscription["viewerEvents"];

let app: TestApp;
let rows: Rows;
let ann: Person;
let bob: Person;
const open: Collector<never>[] = [];

beforeAll(async () => {
  app = await startApp();
  rows = await Rows.of(app);
  [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
});
afterAll(async () => {
  for (const collector of open) collector.close();
  await rows.close();
  await app.stop();
});

function follow({ token }: { readonly token: string }, since?: number): Collector<Event> {
  const document = ViewerEventsDocument;
  const collector = new Collector<Event>({
    ...{ url: app.url, token, document, variables: { since } },
  });
  open.push(collector as never);
  return collector;
}

const isCaughtUp = ({ items }: Collector<Event>): boolean =>
  items.some((one) => one.__typename === "ViewerCaughtUp");

async function caughtUp(person: { readonly token: string }, since?: number) {
  const collector = follow(person, since);
  await until("caught up", () => isCaughtUp(collector));
  return collector;
}

async function revisionOf(person: Person): Promise<number> {
  return (await ask(app, person, ViewerRevisionDocument)).viewer?.revision ?? -1;
}

const kindsOf = ({ items }: Collector<Event>): unknown[] =>
  items.map(({ __typename, viewerRevision }) => [__typename, viewerRevision]);

test("what is one's own is told to one's devices: live, and after having been away", async () => {
  const from = await revisionOf(ann);
  const live = await caughtUp(ann);
  const id = await openDirect(app, ann, bob);
  await ask(app, ann, UpdateMembershipDocument, { conversationId: id, input: { archived: true } });
  await ask(app, ann, UpdateSettingsDocument, { input: { emailDigest: false } });
  await ask(app, ann, UpdateProfileDocument, { input: { bio: "Here." } });
  await ask(app, ann, SendContactRequestDocument, { userId: bob.id });
  const expected = [
    "ConversationAppeared",
    "MembershipChanged",
    "SettingsChanged",
    "ProfileChanged",
    "ViewerContactChanged",
  ].map((kind, at) => [kind, from + at + 1]);
  await until("five events", () => live.items.length === 6);
  expect(kindsOf(live)).toEqual([["ViewerCaughtUp", from], ...expected]);
  const away = await caughtUp(ann, from);
  expect(kindsOf(away)).toEqual([...expected, ["ViewerCaughtUp", from + 5]]);
  expect(away.items.slice(0, 5)).toEqual(live.items.slice(1));
  expect(away.items[1]).toMatchObject({ conversationId: id, membership: { archived: true } });
  expect(live.errors).toEqual([]);
});

test("of several changes of one thing, whoever was away is given it once, as it is now", async () => {
  const eve = await signUp(app, "Eve");
  const id = await openDirect(app, eve, bob);
  const from = await revisionOf(eve);
  for (const seq of [1, 2, 3]) {
    await send(app, bob, id, `message ${seq}`);
    await ask(app, eve, MarkReadDocument, { conversationId: id, seq });
  }
  const away = await caughtUp(eve, from);
  expect(away.items).toMatchObject([
    { conversationId: id, viewerRevision: from + 3, membership: { readSeq: 3, unreadCount: 0 } },
    { __typename: "ViewerCaughtUp", viewerRevision: from + 3, replayedCount: 1 },
  ]);
});

test("positions that are no good, and those of others", async () => {
  const head = await revisionOf(ann);
  const beyond = await caughtUp(ann, head + 1_000);
  expect(kindsOf(beyond)).toEqual([["ViewerCaughtUp", head]]);
  await ask(app, ann, UpdateSettingsDocument, { input: { emailDigest: true } });
  await until("it goes on", () => beyond.items.length === 2);
  for (const since of [-1, 2 ** 31]) {
    const { errors } = follow(ann, since);
    await until("it is refused", () => errors.length > 0);
    expect(JSON.stringify(errors)).toMatch(/not negative|32-bit/);
  }
});

test("whoever has missed too much is told to load anew, and goes on live", async () => {
  const eve = await signUp(app, "Eve");
  const userId = new Types.ObjectId(eve.id);
  const from = await revisionOf(eve);
  const missed = 10_000;
  const entries = Array.from({ length: missed }, (_, at) => ({
    // A minute old.
    ...{
      _id: new Types.ObjectId(Types.ObjectId.generate(Date.now() / 1_000 - 60)),
      userId,
      revision: from + at + 1,
      thing: "SETTINGS",
    },
    entityId: userId,
  }));
  await rows.collection("viewer_log").insertMany(entries);
  const away = await caughtUp(eve, from);
  const reached = from + missed;
  expect(away.items).toEqual([
    { __typename: "ViewerResyncRequired", viewerRevision: reached, missed },
    { __typename: "ViewerCaughtUp", viewerRevision: reached, replayedCount: 0 },
  ]);
  await ask(app, eve, UpdateSettingsDocument, { input: { emailDigest: false } });
  await until("it goes on", () => away.items.length === 3);
  expect(kindsOf(away).at(-1)).toEqual(["SettingsChanged", reached + 1]);
});

test("A-170 nobody is given what is somebody else's", async () => {
  const eve = await signUp(app, "Eve");
  const ears = await caughtUp(eve, 0);
  const before = ears.items.length;
  await ask(app, ann, UpdateSettingsDocument, { input: { emailDigest: false } });
  // Blocked by a stranger: nothing comes of it on this side.
  await ask(app, ann, SetBlockedDocument, { userId: eve.id, blocked: true });
  await ask(app, eve, UpdateSettingsDocument, { input: { emailDigest: false } });
  await until("one's own", () => ears.items.length > before);
  expect(ears.items.slice(before).map(({ __typename }) => __typename)).toEqual(["SettingsChanged"]);
});

test("A-171 a key follows the log of whom it acts for, and alone nobody's", async () => {
  const { secret } = await backend(app, ["ACT_AS"]);
  const authorization = `Server ${secret}`;
  const events: Event[] = [];
  const errors: unknown[] = [];
  const query = ViewerEventsDocument.toString();
  for (const actAs of [bob.id, undefined]) {
    const { client } = await openSocket(app, { authorization, ...(actAs && { actAs }) });
    client.subscribe<ViewerEventsSubscription>(
      { query, variables: { since: 0 } },
      {
        next: ({ data, errors: found }) =>
          void (data ? events.push(data.viewerEvents) : errors.push(found)),
        error: (error) => void errors.push(error),
        complete: () => undefined,
      },
    );
    await until(
      "it is answered",
      () => events.length + errors.length > (actAs ? 0 : events.length),
    );
    if (actAs) await until("caught up", () => isCaughtUp({ items: events } as Collector<Event>));
    await client.dispose();
  }
  expect(JSON.stringify(errors)).toContain("FORBIDDEN");
  const contacts = events.filter(({ __typename }) => __typename === "ViewerContactChanged");
  expect(contacts).toMatchObject([{ state: "REQUEST_RECEIVED", user: { id: ann.id } }]);
  expect(events.at(-1)).toMatchObject({ viewerRevision: await revisionOf(bob) });
});

test("A-172 the log of a session that has ended ends with it", async () => {
  const { token } = await logIn(app, ann.email, { device: `phone ${randomUUID()}` });
  const phone = await caughtUp({ token });
  const laptop = await caughtUp(ann);
  await post(app.url, "mutation { logout }", {}, token);
  await until("the phone is put out", () => phone.errors.length > 0 || phone.completed);
  await until("the laptop sees it", () => laptop.items.length === 2);
  expect(laptop.items[1]).toMatchObject({ __typename: "SessionChanged", session: null });
});
