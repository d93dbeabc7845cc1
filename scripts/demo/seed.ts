import { setTimeout as delay } from "node:timers/promises";
import { Member, type Who } from "./member.js";
import { hills } from "./pictures.js";

const LIMIT_MS = 120_000;
const EVERY_MS = 200;
/** Ada's: the last of them is made last. */
const CONVERSATIONS = 4;

const PEOPLE = {
  ada: { key: "ada", name: "Ada", bio: "Notes on engines.", colours: ["#0b7363", "#4cc9b0"] },
  grace: {
    key: "grace",
    name: "Grace",
    bio: "Finds bugs, with tape.",
    colours: ["#7a3e9d", "#d08cf0"],
  },
  alan: {
    key: "alan",
    name: "Alan",
    bio: "Runs, also marathons.",
    colours: ["#1f4e9e", "#7db4f0"],
  },
  katherine: {
    key: "katherine",
    name: "Katherine",
    bio: "Checks the numbers.",
    colours: ["#a3412a", "#f0a584"],
  },
  edsger: {
    key: "edsger",
    name: "Edsger",
    bio: "Writes by hand.",
    colours: ["#4f5b1c", "#b9c96a"],
  },
  margaret: {
    key: "margaret",
    name: "Margaret",
    bio: "Priority displays.",
    colours: ["#8a1f4f", "#f08cb4"],
  },
} as const satisfies Record<string, Who>;

/**
 * A workspace to look at: six people with pictures, two groups and two direct conversations, a
 * reply, reactions, a picture, and some that Ada has not read. What is there already stays.
 */
export async function seedWorkspace(
  origin: string,
  password: string,
  goesOn: () => boolean = () => true,
): Promise<void> {
  await listening(origin, goesOn);
  const enter = (who: Who): Promise<Member> => Member.enter(origin, password, who);
  const { ada, grace, alan, katherine, edsger, margaret } = PEOPLE;
  const [a, g, l, k, e, m] = [
    await enter(ada),
    await enter(grace),
    await enter(alan),
    await enter(katherine),
    await enter(edsger),
    await enter(margaret),
  ];
  if ((await conversationsOf(a)) >= CONVERSATIONS) return;
  // Contacts are added to groups, and others asked.
  for (const other of [g, l, k, e, m]) await a.befriend(other);
  for (const other of [k, e]) await m.befriend(other);
  await hike(a, g, l, k);
  await launch(m, a, k, e);
  const direct = await directOf(g, a);
  await g.send(direct, "demo-direct-1", { body: "Do you have a minute for the engine notes?" });
  await a.send(direct, "demo-direct-2", { body: "Of course: after lunch?" });
  await g.send(direct, "demo-direct-3", { body: "Perfect. I have brought the tape along." });
  const other = await directOf(e, a);
  await e.send(other, "demo-letter-1", {
    body: "Have you read my letter? It is only 1,300 words.",
  });
}

async function hike(ada: Member, grace: Member, alan: Member, katherine: Member): Promise<void> {
  const group = await groupOf(ada, "Weekend hike", [grace, alan, katherine]);
  const idea = await alan.send(group, "demo-hike-1", {
    body: "The ridge on Saturday? It stays dry until four.",
  });
  const yes = await grace.send(group, "demo-hike-2", { body: "I am in. I bring the sandwiches." });
  await katherine.send(group, "demo-hike-3", {
    body: "14.2 km, 610 m up: four and a half hours.",
    replyToId: idea,
  });
  await alan.react(yes, "🥪");
  await ada.react(yes, "❤️");
  await ada.react(idea, "👍");
  await katherine.react(idea, "👍");
  const picture = await ada.upload(await hills(), "ridge.png", "MESSAGE");
  const sent = await ada.send(group, "demo-hike-4", {
    body: "That is where we go:",
    attachmentIds: [picture],
  });
  await grace.react(sent, "😍");
  await alan.send(group, "demo-hike-5", { body: "Eight o'clock at the station then." });
  await katherine.send(group, "demo-hike-6", {
    body: "@Ada, do you take the map?",
    mentionIds: [ada.id],
  });
}

async function launch(
  margaret: Member,
  ada: Member,
  katherine: Member,
  edsger: Member,
): Promise<void> {
  const group = await groupOf(margaret, "Launch", [ada, katherine, edsger]);
  await margaret.send(group, "demo-launch-1", {
    body: "The checklist is **final**: who reads it once more?",
  });
  await ada.send(group, "demo-launch-2", { body: "I do, tonight." });
  const doubt = await edsger.send(group, "demo-launch-3", {
    body: "Testing shows the presence of bugs, not their absence.",
  });
  await margaret.send(group, "demo-launch-4", {
    body: "That is why there are two of us.",
    replyToId: doubt,
  });
}

/** Ready, and not only there: its database answers. */
async function listening(origin: string, goesOn: () => boolean): Promise<void> {
  for (const end = performance.now() + LIMIT_MS; goesOn(); await delay(EVERY_MS)) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > end) throw new Error(`nothing answers at ${origin}/readyz.`);
  }
}

async function conversationsOf(member: Member): Promise<number> {
  const query = "{ viewer { conversations(first: 9) { nodes { id } } } }";
  const { viewer } = await member.ask<{ viewer: { conversations: { nodes: object[] } } }>(
    query,
    {},
  );
  return viewer.conversations.nodes.length;
}

async function groupOf(owner: Member, name: string, others: readonly Member[]): Promise<string> {
  const query = "mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }";
  const memberIds = others.map(({ id }) => id);
  const input = { clientConversationId: `demo-${name}`.replaceAll(" ", "-"), name, memberIds };
  return (await owner.ask<{ createGroup: { id: string } }>(query, { input })).createGroup.id;
}

async function directOf(one: Member, other: Member): Promise<string> {
  const query = "mutation ($id: ID!) { openDirectConversation(userId: $id) { id } }";
  const { openDirectConversation } = await one.ask<{ openDirectConversation: { id: string } }>(
    query,
    { id: other.id },
  );
  return openDirectConversation.id;
}
