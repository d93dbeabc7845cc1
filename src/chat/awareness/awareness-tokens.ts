import { FeedToken } from "../../api/graphql/feeds.js";
import type { ContactFeed } from "./contact-feed.js";
import type { PresenceService } from "./presence.service.js";
import type { TypingService } from "./typing.service.js";

export const typingFeed = new FeedToken<Pick<TypingService, "follow">>("typing");
export const presenceFeed = new FeedToken<Pick<PresenceService, "follow">>("presence");
export const contactFeed = new FeedToken<Pick<ContactFeed, "follow">>("contacts");
