import { randomUUID } from "node:crypto";
import {
  AddMembersDocument,
  DeleteMessageDocument,
  EditMessageDocument,
  LeaveConversationDocument,
  MarkReadDocument,
  ModelStateDocument,
  type ModelStateQuery,
  RemoveMemberDocument,
  SendMessageDocument,
  SetBlockedDocument,
  SetMemberRoleDocument,
  SetReactionDocument,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { ask, createGroup, openDirect, refusal } from "../support/conversations.js";
import { signUp, type Person } from "../support/people.js";
import { Follower } from "./follower.js";
import { Model, ModelConversation } from "./model.js";

export type Place = "group" | "direct";

/** The people of some runs, with their clients. */
export interface Cast {
  readonly people: readonly Person[];
  readonly followers: readonly Follower[];
  readonly direct: string;
}

export async function newCast(app: TestApp): Promise<Cast> {
  const people: Person[] = [];
  for (const name of ["Ann", "Bob", "Cid", "Dan"]) people.push(await signUp(app, name));
  const direct = await openDirect(app, people[0]!, people[1]!);
  return { people, followers: people.map((person) => new Follower(app, person)), direct };
}

/** The real service, as the people of a run use it: what they do answers with a code, or null. */
export class World {
  private readonly messageIds = {
    group: new Map<number, string>(),
    direct: new Map<number, string>(),
  };

  private constructor(
    readonly app: TestApp,
    readonly people: readonly Person[],
    readonly followers: readonly Follower[],
    readonly ids: Readonly<Record<Place, string>>,
  ) {}

  /** A new group of 0, 1 and 2; the direct conversation of 0 and 1 as earlier runs left it. */
  static async begin(app: TestApp, cast: Cast): Promise<{ world: World; model: Model }> {
    const { people, followers, direct } = cast;
    const [ann, bob, cid] = people as [Person, Person, Person];
    for (const follower of followers) if (!follower.connected) await follower.connect();
    const group = await createGroup(app, ann, [bob, cid]);
    const world = new World(app, people, followers, { group, direct });
    const before = (await world.state(0, "direct"))!;
    const base = { seq: before.lastSeq, revision: before.revision };
    for (const person of [ann, bob])
      await ask(app, person, MarkReadDocument, { conversationId: direct, seq: base.seq });
    const model = new Model(
      new ModelConversation(false, { seq: 0, revision: 0 }),
      new ModelConversation(true, base),
    );
    model.group.append(0, { body: "Group", event: "CONVERSATION_CREATED" });
    for (const who of [0, 1, 2]) model.group.join(who, who === 0 ? "OWNER" : "MEMBER", 1);
    for (const who of [0, 1]) model.direct.join(who, "MEMBER", base.seq + 1);
    return { world, model };
  }

  async state(who: number, place: Place): Promise<ModelStateQuery["conversation"]> {
    const conversationId = this.ids[place];
    const data = await ask(this.app, this.people[who]!, ModelStateDocument, { conversationId });
    return data.conversation;
  }

  async send(who: number, place: Place, body: string): Promise<string | null> {
    const input = { conversationId: this.ids[place], clientMessageId: randomUUID(), body };
    return refusal(this.app, this.people[who]!, SendMessageDocument, { input });
  }

  /** The id of the message at a position, as somebody who sees it has read it. */
  async messageId(model: Model, place: Place, seq: number): Promise<string> {
    const known = this.messageIds[place];
    if (!known.has(seq))
      for (const who of model[place].members.keys())
        for (const node of (await this.state(who, place))?.messages.nodes ?? [])
          known.set(node.seq, node.id);
    return known.get(seq) ?? "000000000000000000000000";
  }

  edit(who: number, id: string, body: string): Promise<string | null> {
    return refusal(this.app, this.people[who]!, EditMessageDocument, { id, body });
  }

  delete(who: number, id: string): Promise<string | null> {
    return refusal(this.app, this.people[who]!, DeleteMessageDocument, { id });
  }

  react(who: number, messageId: string, emoji: string, active: boolean): Promise<string | null> {
    const reaction = { messageId, emoji, active };
    return refusal(this.app, this.people[who]!, SetReactionDocument, reaction);
  }

  markRead(who: number, place: Place, seq: number): Promise<string | null> {
    const position = { conversationId: this.ids[place], seq };
    return refusal(this.app, this.people[who]!, MarkReadDocument, position);
  }

  async block(blocked: boolean): Promise<void> {
    const [ann, bob] = this.people as [Person, Person];
    await ask(this.app, ann, SetBlockedDocument, { userId: bob.id, blocked });
  }

  add(who: number, target: number): Promise<string | null> {
    const adding = { conversationId: this.ids.group, userIds: [this.people[target]!.id] };
    return refusal(this.app, this.people[who]!, AddMembersDocument, adding);
  }

  remove(who: number, target: number): Promise<string | null> {
    const removing = { conversationId: this.ids.group, userId: this.people[target]!.id };
    return refusal(this.app, this.people[who]!, RemoveMemberDocument, removing);
  }

  promote(who: number, target: number): Promise<string | null> {
    const change = {
      conversationId: this.ids.group,
      userId: this.people[target]!.id,
      role: "ADMIN" as const,
    };
    return refusal(this.app, this.people[who]!, SetMemberRoleDocument, change);
  }

  leave(who: number): Promise<string | null> {
    return refusal(this.app, this.people[who]!, LeaveConversationDocument, { id: this.ids.group });
  }
}
