import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  SetBlockedDocument,
  UpdateProfileDocument,
  UpdateSettingsDocument,
  UserDocument,
  UsersDocument,
  ViewerDocument,
  type ProfileInput,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { nameBegins } from "../../src/people/users/user.service.js";
import { signUp, type Person } from "../support/people.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const update = (by: Person, input: ProfileInput) =>
  post(app.url, UpdateProfileDocument, { input }, by.token);
const find = async (by: Person, query: string) => {
  const { data } = await post(app.url, UsersDocument, { query }, by.token);
  return data.users.nodes.map(({ name }) => name).sort();
};
const named = async (name: string): Promise<Person> => {
  const person = await signUp(app, "Someone");
  await update(person, { name });
  return person;
};

test("a profile changes in what is given and nothing else", async () => {
  const ann = await signUp(app, "Ann");
  await update(ann, { bio: "Writes.", gender: "FEMALE" });
  const { data } = await update(ann, { name: "  Ann \u202e\u200b Lee " });
  expect(data.updateProfile).toMatchObject({
    gender: "FEMALE",
    user: { name: "Ann Lee", bio: "Writes." },
  });
  expect((await update(ann, { bio: null })).data.updateProfile.user.bio).toBeNull();
  expect(codeOf(await update(ann, { bio: "x".repeat(501) }))).toBe("BAD_USER_INPUT");
});

test("settings change one by one", async () => {
  const ann = await signUp(app, "Ann");
  const settings = async (input: object) =>
    (await post(app.url, UpdateSettingsDocument, { input }, ann.token)).data.updateSettings
      .settings;
  const before = (await post(app.url, ViewerDocument, {}, ann.token)).data.viewer?.settings;
  const begun = { lastSeen: "EVERYONE", readReceipts: "EVERYONE", groupInvites: "EVERYONE" };
  expect(before).toEqual({ ...begun, emailDigest: true });
  await settings({ lastSeen: "NOBODY" });
  expect(await settings({ emailDigest: false, readReceipts: null })).toEqual({
    ...begun,
    lastSeen: "NOBODY",
    emailDigest: false,
  });
  expect(await settings({ groupInvites: "CONTACTS" })).toMatchObject({
    groupInvites: "CONTACTS",
    lastSeen: "NOBODY",
  });
});

test("people are found by the beginning of any word, whatever case, accents and width", async () => {
  const ann = await named("Ann Zbigniew");
  await named("Żółta Ćma");
  await named("Zoltan Zimmer");
  await named("ＺＯＬＴＡ Wide");
  expect(await find(ann, "zolta")).toEqual(["Zoltan Zimmer", "Żółta Ćma", "ＺＯＬＴＡ Wide"]);
  expect(await find(ann, "CMA")).toEqual(["Żółta Ćma"]);
  expect(await find(ann, "zimm")).toEqual(["Zoltan Zimmer"]);
  expect(await find(ann, "oltan")).toEqual([]);
  for (const query of [".*", "z", "\u0000", "z".repeat(61)])
    expect(codeOf(await post(app.url, UsersDocument, { query }, ann.token))).toBe("BAD_USER_INPUT");
});

test("a word before what is asked for and one after it are not the word", async () => {
  const between = await named("Aaron Zyx");
  expect(await find(between, "mm")).toEqual([]);
  expect(await find(between, "zy")).toEqual(["Aaron Zyx"]);
});

test("both ends of the range that is looked for are asked of one key", async () => {
  // SecantusDB takes two conditions of a list for that; MongoDB takes them for two elements.
  const commands: object[] = [];
  const own = await startApp({
    probes: { onCommand: (name, command) => name === "find" && commands.push(command) },
  });
  const ann = await signUp(own, "Ann");
  const { data } = await post(own.url, UsersDocument, { query: "mm" }, ann.token);
  await own.stop();
  expect(data.users.nodes).toEqual([]);
  const filters = commands.flatMap((command) => {
    const { filter } = command as { filter?: { nameKeys?: object } };
    return filter?.nameKeys ? [filter.nameKeys] : [];
  });
  const { nameKeys } = nameBegins("mm");
  expect(filters).toEqual([nameKeys]);
  expect(Object.keys(nameKeys as object)).toEqual(["$elemMatch"]);
});

test("a search pages without a hole, also where people are hidden by a block", async () => {
  const ann = await named("Quentin Host");
  const others = [];
  for (let i = 0; i < 7; i += 1) others.push(await named(`Quorra ${i}`));
  await post(
    app.url,
    SetBlockedDocument,
    { userId: others[1]?.id ?? "", blocked: true },
    ann.token,
  );
  const [, , second] = others;
  await post(app.url, SetBlockedDocument, { userId: ann.id, blocked: true }, second?.token);
  const seen: string[] = [];
  let after: string | null | undefined = null;
  do {
    const page: {
      nodes: { name: string }[];
      pageInfo: { hasNextPage: boolean; endCursor?: string | null };
    } = (await post(app.url, UsersDocument, { query: "quorra", first: 2, after }, ann.token)).data
      .users;
    seen.push(...page.nodes.map(({ name }) => name));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual(["Quorra 0", "Quorra 3", "Quorra 4", "Quorra 5", "Quorra 6"]);
});

test("a block hides the profile both ways, and an unknown person is null", async () => {
  const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
  for (const person of [ann, bob]) await update(person, { bio: `I am ${person.name}` });
  const see = async (by: Person, id: string) =>
    (await post(app.url, UserDocument, { id }, by.token)).data.user;
  expect(await see(ann, bob.id)).toMatchObject({ name: "Bob", bio: "I am Bob" });
  await post(app.url, SetBlockedDocument, { userId: bob.id, blocked: true }, ann.token);
  expect(await see(ann, bob.id)).toMatchObject({ bio: null, viewerHasBlocked: true });
  expect(await see(bob, ann.id)).toMatchObject({ bio: null, viewerHasBlocked: false });
  expect(await see(ann, "f".repeat(24))).toBeNull();
  expect(await see(ann, "not an id")).toBeNull();
});
