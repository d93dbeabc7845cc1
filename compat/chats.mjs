import { chatOf, USER, userOf } from "./shapes.mjs";

const MESSAGE = `id body createdAt kind sender { id }`;
const FIND = `query($userId: ID!) { viewer { user { ...OldUser } } user(id: $userId) { ...OldUser }
  conversationWith(userId: $userId) { id createdAt } } ${USER}`;
const PAGE = `query($id: ID!, $before: String) { conversation(id: $id) {
  messages(last: 100, before: $before) {
    nodes { ${MESSAGE} } pageInfo { hasPreviousPage startCursor } } } }`;
/** Old clients load a chat whole: what is beyond is not sent to them. */
const MAX_PAGES = 20;

/** The chat with that person in the old shape; null: there is none. */
export async function readChat(confab, authorization, userId) {
  const found = await confab.askAs(authorization, FIND, { userId });
  const { viewer, user, conversationWith: direct } = found;
  if (!direct || !user || !viewer) return null;
  const messages = [];
  let before = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { conversation } = await confab.askAs(authorization, PAGE, { id: direct.id, before });
    const { nodes, pageInfo } = conversation.messages;
    messages.unshift(...nodes.filter(({ body }) => body !== null));
    if (!pageInfo.hasPreviousPage) break;
    before = pageInfo.startCursor;
  }
  const people = new Map([viewer.user, user].map((one) => [one.id, userOf(one)]));
  return chatOf({ ...direct, messages }, people, [viewer.user.id, user.id]);
}
