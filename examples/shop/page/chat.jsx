import { ConfabClient } from "@confab/client";
import { useEffect, useState } from "react";

const confab = new ConfabClient({ url: CONFAB_URL });
export const openChat = (tokens) => confab.session.set(tokens);

const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { deduplicated } }`;
const EVENTS = `subscription ($conversationId: ID, $since: [RevisionPosition!]) {
  conversationEvents(conversationId: $conversationId, since: $since) { __typename
    ... on MessageChanged { conversationId revision message { ...Shown } }
    ... on CaughtUp { unlisted } ... on ResyncRequired { conversationId revision } } }
fragment Shown on Message { seq kind type body metadata sender { name kind } }`;

export function Chat({ conversationId }) {
  const [messages, setMessages] = useState({});
  useEffect(() => {
    confab.positions.start(conversationId, { revision: 0 });
    const change = ({ message: one }) => setMessages((all) => ({ ...all, [one.seq]: one }));
    const handlers = { change, resync: () => undefined };
    return confab.followEvents(EVENTS, { conversationId }, handlers);
  }, [conversationId]);
  const send = (form) => {
    const fresh = { conversationId, clientMessageId: crypto.randomUUID() };
    return confab.request(SEND, { input: { ...fresh, body: form.get("body") } });
  };
  const shown = Object.values(messages).filter(({ kind }) => kind === "USER");
  return (
    <form action={send} aria-label="Chat">
      {shown.map(({ seq, sender, type, body, metadata }) => (
        <p key={seq}>
          {sender.name} {sender.kind === "BOT" && <small>bot</small>}:{" "}
          {type === "shop.order" ? `📦 ${metadata.what}, ${metadata.state}` : body}
        </p>
      ))}
      <input name="body" aria-label="Message" required /> <button>Send</button>
    </form>
  );
}
