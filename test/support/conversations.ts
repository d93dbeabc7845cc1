import { randomUUID } from "node:crypto";
import {
  CreateGroupDocument,
  OpenDirectConversationDocument,
  SendMessageDocument,
  type MessagePartsFragment,
  type SendMessageInput,
} from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { codeOf, post, type TypedDocument } from "./graphql.js";
import type { Person } from "./people.js";

/** The data, or an error that shows the errors. */
export async function ask<Result, Variables>(
  app: TestApp,
  person: Person,
  document: TypedDocument<Result, Variables>,
  variables?: Variables,
): Promise<Result> {
  const { data, errors } = await post(app.url, document, variables, person.token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** The code of the first error, or null. */
export async function refusal<Result, Variables>(
  app: TestApp,
  person: Person,
  document: TypedDocument<Result, Variables>,
  variables?: Variables,
): Promise<string | null> {
  return codeOf(await post(app.url, document, variables, person.token)) ?? null;
}

export async function openDirect(app: TestApp, person: Person, other: Person): Promise<string> {
  const data = await ask(app, person, OpenDirectConversationDocument, { userId: other.id });
  return data.openDirectConversation.id;
}

export async function createGroup(
  app: TestApp,
  owner: Person,
  members: readonly Person[],
  name = "Group",
): Promise<string> {
  const input = {
    clientConversationId: randomUUID(),
    name,
    memberIds: members.map(({ id }) => id),
  };
  return (await ask(app, owner, CreateGroupDocument, { input })).createGroup.id;
}

export async function send(
  app: TestApp,
  person: Person,
  conversationId: string,
  given: string | Partial<SendMessageInput>,
): Promise<MessagePartsFragment> {
  const content = typeof given === "string" ? { body: given } : given;
  const input = { conversationId, clientMessageId: randomUUID(), ...content };
  return (await ask(app, person, SendMessageDocument, { input })).sendMessage.message;
}
