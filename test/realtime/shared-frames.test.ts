import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import WebSocket from "ws";
import { startApp, type TestApp } from "../support/app.js";
import { SetBlockedDocument, UpdateProfileDocument } from "../generated/graphql.js";
import { ask, createGroup, send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

/** Whom they depend on: nobody, the sender, the history, blocks, the viewer. */
const FIELDS = [
  "id seq revision kind createdAt conversationId",
  "body",
  "sender { id name }",
  "conversation { id kind name memberCount }",
  "clientMessageId",
  "replyTo { id body sender { name } clientMessageId }",
  "reactions { emoji count viewerHasReacted }",
  "sender { bio }",
  "sender { contactState viewerHasBlocked }",
  "sender { avatar { id } covers { id } }",
  "conversation { viewerMembership { role joinedSeq } }",
  "mentions { id contactState }",
];

let app: TestApp;
let people: Person[];
let conversationId: string;

beforeAll(async () => {
  app = await startApp();
  people = await Promise.all(["Ann", "Bob", "Cleo"].map((name) => signUp(app, name)));
  const [ann, ...others] = people as [Person, ...Person[]];
  conversationId = await createGroup(app, ann, others);
  await ask(app, ann, UpdateProfileDocument, { input: { bio: "plays the tuba" } });
  await ask(app, ann, SetBlockedDocument, { userId: others[1]?.id ?? "", blocked: true });
});
afterAll(() => app.stop());

interface Listener {
  /** The text of each payload, as it came. */
  readonly payloads: string[];
  readonly ready: Promise<void>;
  close(): void;
}

/** Reads the frames themselves: what a client library makes of them would hide a difference. */
function listen(person: Person, selection: string, since: number | null): Listener {
  const socket = new WebSocket(app.url.replace("http", "ws"), "graphql-transport-ws");
  const payloads: string[] = [];
  const position =
    since === null ? "" : `, since: [{ conversationId: "${conversationId}", seq: ${since} }]`;
  const query = `subscription { messageReceived(conversationId: "${conversationId}"${position}) { ${selection} } }`;
  const ready = new Promise<void>((resolve) => {
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      if (text.includes('"connection_ack"')) {
        socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
        // Ordered on the socket: whoever answers this ping has seen the subscription.
        socket.send(JSON.stringify({ type: "ping" }));
      } else if (text.includes('"type":"pong"')) resolve();
      else if (text.includes('"type":"next"')) payloads.push(text);
      else throw new Error(text);
    });
  });
  socket.on("open", () => {
    const payload = { authorization: `Bearer ${person.token}` };
    socket.send(JSON.stringify({ type: "connection_init", payload }));
  });
  return { payloads, ready, close: () => socket.terminate() };
}

const selections = fc
  .subarray(FIELDS, { minLength: 1, maxLength: 5 })
  .map((fields) => fields.join(" "));

test("what all share is byte for byte what each would get alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(selections, { minLength: 1, maxLength: 2 }), async (chosen) => {
      await until("nobody listens", () => app.open().live === 0);
      const readers = chosen.flatMap((selection) =>
        people.flatMap((person) => [
          { person, selection, live: listen(person, selection, null) },
          { person, selection, live: listen(person, selection, null) },
        ]),
      );
      await Promise.all(readers.map(({ live }) => live.ready));
      await until("all listen", () => app.open().live === readers.length);
      const [ann, bob] = people as [Person, Person];
      const first = await send(app, ann, conversationId, { body: "a question" });
      await send(app, bob, conversationId, { body: "an answer", replyToId: first.id });
      await until("all have both", () => readers.every(({ live }) => live.payloads.length === 2));
      for (const { person, selection, live } of readers) {
        live.close();
        const alone = listen(person, selection, first.seq - 1);
        await until("the same alone", () => alone.payloads.length === 2);
        alone.close();
        expect(live.payloads).toEqual(alone.payloads);
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
}, 300_000);
