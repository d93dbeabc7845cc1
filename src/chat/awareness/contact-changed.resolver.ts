import {
  Field,
  ObjectType,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from "type-graphql";
import { ContactState } from "../../people/contacts/contact.js";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { User } from "../../people/users/user.model.js";
import type { ContactChange } from "./contact-feed.js";
import { contactFeed } from "./awareness-tokens.js";

@ObjectType({ simpleResolvers: true, description: "What somebody has become to the viewer." })
export class ContactChanged {
  @Field(() => User, { description: "The other person." })
  user!: User;

  @Field(() => ContactState, { description: "From now on." })
  state!: ContactState;
}

@Resolver()
export class ContactChangedResolver {
  @Subscription(() => ContactChanged, {
    subscribe: ({ context }: SubscribeResolverData<unknown, unknown, Context>) =>
      context.feeds.get(contactFeed).follow(requireViewer(context).userId),
    description: "Requests, contacts and their end. That somebody blocks the viewer is not told.",
  })
  contactChanged(@Root() change: ContactChange): ContactChanged {
    return change;
  }
}
