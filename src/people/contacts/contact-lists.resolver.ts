import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { connectionOf } from "../../api/graphql/connection.js";
import type { Context } from "../../api/graphql/context.js";
import { pageCost } from "../../api/graphql/cost.js";
import type { Cursors } from "../../api/graphql/cursor.js";
import { AFTER, FIRST, pageSize } from "../../api/graphql/page-request.js";
import { Account } from "../users/account.types.js";
import { UserConnection } from "../users/user.types.js";
import { ContactState } from "./contact.js";
import { otherThan, type ContactService } from "./contact.service.js";
import { userById } from "../users/user-loaders.js";

@Resolver(() => Account)
export class ContactListsResolver {
  constructor(
    private readonly contactService: ContactService,
    private readonly cursors: Cursors,
  ) {}

  @FieldResolver(() => UserConnection, {
    complexity: pageCost,
    description: "Those who have become contacts, or who have asked, or whom the viewer has asked.",
  })
  contacts(
    @Root() account: Account,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: FIRST })
    first: number,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg("state", () => ContactState, {
      nullable: true,
      defaultValue: ContactState.CONTACT,
      description: "Which of them; NONE is BAD_USER_INPUT.",
    })
    state: ContactState,
    @Ctx() context: Context,
  ): Promise<UserConnection> {
    return this.page(account, state ?? ContactState.CONTACT, { first, after }, context);
  }

  @FieldResolver(() => UserConnection, {
    complexity: pageCost,
    description: "Those whom the viewer has blocked.",
  })
  blockedUsers(
    @Root() account: Account,
    @Arg("first", () => Int, { nullable: true, defaultValue: 50, description: FIRST })
    first: number,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: Context,
  ): Promise<UserConnection> {
    return this.page(account, "BLOCKED", { first, after }, context);
  }

  private async page(
    { _id }: Account,
    which: ContactState | "BLOCKED",
    { first, after }: { first: number; after: string | null | undefined },
    { loaders }: Context,
  ): Promise<UserConnection> {
    const list = `contacts:${which}:${_id.toHexString()}`;
    const { items, hasNextPage } = await this.contactService.list(_id, which, {
      first: pageSize(first, "first"),
      after: after ? String(this.cursors.decode(list, after, "after")[0]) : null,
    });
    const contactIds = new Map(
      items.map((item) => [otherThan(item, _id).toHexString(), item._id.toHexString()]),
    );
    const users = await Promise.all(
      [...contactIds.keys()].map((id) => loaders.get(userById).load(id)),
    );
    const cursorOf = (contactId: string): string => this.cursors.encode(list, [contactId]);
    return connectionOf({ items: users, hasNextPage, hasPreviousPage: !!after }, (user) =>
      cursorOf(contactIds.get(user._id.toHexString()) ?? ""),
    );
  }
}
