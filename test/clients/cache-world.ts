import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { expect } from "@jest/globals";
import { print, type DocumentNode } from "graphql";
import WebSocket from "ws";
import type { ConfabClient } from "@confab/client";
import { logIn } from "../../client/examples/log-in.js";
import type { TestApp } from "../support/app.js";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { post, until } from "../support/graphql.js";
import { PASSWORD, signUp, type Person } from "../support/people.js";
import { documentsOf, SEND, type By } from "./cache-documents.js";
import type { Cached } from "./cached-clients.js";

type Data = Record<string, unknown>;
interface Page {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly unknown[];
  readonly pageInfo: Data;
}

const PAGE = 3;
const ALL = 50;
/** Where nobody listens. */
const NOWHERE = "ws://127.0.0.1:1";

/** Ann's chat at hand, and what others and her other device do. */
export class CacheWorld {
  private isCut = false;

  private constructor(
    private readonly app: TestApp,
    private readonly documents: ReturnType<typeof documentsOf>,
    private readonly ann: Person,
    private readonly bob: Person,
    private readonly id: string,
  ) {}

  private confab!: ConfabClient;
  private cached!: Cached;

  static async open(
    app: TestApp,
    by: By,
    over: (confab: ConfabClient, url: string) => Cached,
  ): Promise<CacheWorld> {
    const [ann, bob] = [await signUp(app, "Ann"), await signUp(app, "Bob")];
    const id = await openDirect(app, ann, bob);
    for (const body of ["1", "2", "3", "4", "5"]) await send(app, bob, id, body);
    for (const name of ["one", "two", "three"]) await createGroup(app, bob, [ann], name);
    const world = new CacheWorld(app, documentsOf(by), ann, bob, id);
    world.confab = await logIn({
      ...{ url: app.url, email: ann.email, password: PASSWORD, toUserId: bob.id, body: "" },
      webSocketImpl: world.webSocket(),
    });
    world.cached = over(world.confab, app.url);
    await world.cached.follow(id);
    await world.whole(world.documents.log, { id, last: PAGE });
    await world.expectFresh();
    return world;
  }

  close(): Promise<void> {
    this.cached.stop();
    return this.confab.dispose();
  }

  /** Events of each kind. */
  async happen(): Promise<void> {
    const { app, ann, bob, id } = this;
    const own = await send(app, ann, id, "from another device");
    await this.cached.mutate(SEND, {
      input: { conversationId: id, clientMessageId: randomUUID(), body: "from here" },
    });
    const [edited, gone] = [await send(app, bob, id, "typo"), await send(app, bob, id, "oops")];
    await send(app, bob, id, { body: "an answer", replyToId: own.id, mentionIds: [ann.id] });
    const act = (who: Person, text: string) => this.act(who, `mutation { ${text} }`);
    await act(bob, `editMessage(id: "${edited.id}", body: "mended") { id }`);
    await act(bob, `deleteMessage(id: "${gone.id}") { id }`);
    await act(bob, `setReaction(messageId: "${own.id}", emoji: "👍", active: true) { id }`);
    await act(bob, `setPinned(messageId: "${own.id}", pinned: true) { id }`);
    await act(bob, `patchMessageMetadata(id: "${edited.id}", patch: { a: 1 }) { id }`);
    await act(bob, `markRead(conversationId: "${id}", seq: 999) { id }`);
    await act(ann, `markRead(conversationId: "${id}", seq: 4) { id }`);
    const draft = randomUUID();
    const input = `{ pinned: true, draft: "${draft}", notify: MENTIONS }`;
    await act(ann, `updateMembership(conversationId: "${id}", input: ${input}) { id }`);
    await act(ann, `updateSettings(input: { emailDigest: ${this.isCut} }) { id }`);
    await act(ann, `updateProfile(input: { bio: "${draft}" }) { id }`);
    const [group, other] = [
      await createGroup(app, bob, [ann], "new"),
      await createGroup(app, bob, [ann], "left"),
    ];
    await act(bob, `updateConversation(id: "${group}", input: { name: "renamed" }) { id }`);
    await act(
      ann,
      `updateMembership(conversationId: "${group}", input: { archived: true }) { id }`,
    );
    await act(ann, `leaveConversation(id: "${other}")`);
    const eve = await signUp(app, "Eve");
    await act(eve, `sendContactRequest(userId: "${ann.id}") { id }`);
    await act(ann, `answerContactRequest(userId: "${eve.id}", accept: true) { id }`);
    await act(eve, `openDirectConversation(userId: "${ann.id}") { id }`);
  }

  cut(): void {
    this.isCut = true;
    this.confab.socketClient.terminate();
  }

  reconnect(): void {
    this.isCut = false;
    this.confab.wake();
  }

  /** The log by the cache alone. */
  async expectFresh(): Promise<void> {
    let differences: (readonly [unknown, unknown])[] = [];
    await until(
      "all is shown",
      async () => {
        differences = await this.differences();
        return differences.length === 0;
      },
      20_000,
    ).catch(() => {
      for (const [shown, fresh] of differences) expect(shown).toEqual(fresh);
    });
    const shown = await this.logShown();
    expect(shown).toEqual(await this.fresh(this.documents.log, { id: this.id, last: ALL }));
  }

  private async differences(): Promise<(readonly [shown: unknown, fresh: unknown])[]> {
    const { documents, id } = this;
    const log = await this.logShown();
    const lists = await Promise.all(
      [false, true].map(async (archived) => {
        const variables = { first: PAGE, archived };
        const shown = cut(await this.cached.query(documents.list, variables));
        const fresh = cut(await this.fresh(documents.list, { first: ALL, archived }));
        return [shown, upTo(fresh, shown)] as const;
      }),
    );
    const pairs = [
      [log, await this.fresh(documents.log, { id, last: ALL })],
      ...lists,
      [
        plain(await this.cached.query(documents.others, { id })),
        await this.fresh(documents.others, { id }),
      ],
    ] as const;
    return pairs.filter(([shown, fresh]) => !isDeepStrictEqual(shown, fresh));
  }

  private async logShown(): Promise<unknown> {
    return plain(await this.cached.shown(this.documents.log, { id: this.id, last: PAGE }));
  }

  /** Page after page. */
  private async whole(document: DocumentNode, variables: Data): Promise<void> {
    let data = await this.cached.query(document, variables);
    for (;;) {
      const { pageInfo } = (data["conversation"] as { messages: Page }).messages;
      if (!pageInfo["hasPreviousPage"]) return;
      data = await this.cached.more(document, { ...variables, before: pageInfo["startCursor"] });
    }
  }

  private async fresh(document: DocumentNode, variables: Data): Promise<unknown> {
    const { data, errors } = await post(this.app.url, print(document), variables, this.ann.token);
    if (errors) throw new Error(JSON.stringify(errors));
    return plain(data);
  }

  private async act(who: Person, text: string): Promise<void> {
    const { errors } = await post(this.app.url, text, {}, who.token);
    if (errors) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  }

  private webSocket(): unknown {
    const isCut = (): boolean => this.isCut;
    return class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(isCut() ? NOWHERE : url, protocols);
      }
    };
  }
}

function plain(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => (key === "__typename" ? undefined : value)),
  );
}

interface List {
  readonly viewer: { readonly conversations: Page };
}

/** Where a page ends moves with what is moved in it, and both are good. */
function cut(data: unknown): List {
  const { viewer } = plain(data) as List;
  const { pageInfo, ...page } = viewer.conversations;
  const { hasNextPage } = pageInfo;
  return { viewer: { ...viewer, conversations: { ...page, pageInfo: { hasNextPage } } } };
}

/** As much of it as the other list has. */
function upTo({ viewer }: List, shown: List): List {
  const { nodes, edges } = shown.viewer.conversations;
  const size = (nodes ?? edges)?.length ?? 0;
  const all = viewer.conversations;
  const items = all.nodes ?? all.edges ?? [];
  return {
    viewer: {
      ...viewer,
      conversations: {
        [all.nodes ? "nodes" : "edges"]: items.slice(0, size),
        pageInfo: { hasNextPage: size < items.length },
      },
    },
  };
}
