import { preview } from "../chat/describe.js";
import type { MessageItemFragment } from "../gql/graphql.js";
import { isQuiet, titleOf, type Conversation } from "../state/conversation.js";
import { subscribeToPush, unsubscribeFromPush } from "./push.js";
import { navigate } from "./route.js";
import { chime, soundOn } from "./sound.js";

const KEY = "confab:notify";

export function notificationsOn(): boolean {
  return (
    "Notification" in window &&
    Notification.permission === "granted" &&
    window.localStorage.getItem(KEY) === "on"
  );
}

/** Asks the browser where it must; resolves with what is so in the end. */
export async function setNotifications(on: boolean): Promise<boolean> {
  if (!on || !("Notification" in window)) {
    window.localStorage.removeItem(KEY);
    await unsubscribeFromPush().catch(() => undefined);
    return false;
  }
  if ((await Notification.requestPermission()) !== "granted") return false;
  window.localStorage.setItem(KEY, "on");
  // Where that fails they come while the page is open.
  await subscribeToPush().catch(() => undefined);
  return true;
}

/** Only for those who are looking elsewhere, and as much as they want of that conversation. */
export function notify(
  message: MessageItemFragment,
  conversation: Conversation,
  viewerId: string,
): void {
  if (document.hasFocus() || message.kind !== "USER") return;
  if (message.sender?.id === viewerId || !isWanted(message, conversation, viewerId)) return;
  if (soundOn()) chime();
  if (!notificationsOn()) return;
  const group = conversation.kind === "GROUP";
  const notification = new Notification(titleOf(conversation), {
    body: preview(message, viewerId, group),
    tag: conversation.id,
    icon: "/icon.svg",
  });
  notification.onclick = () => {
    window.focus();
    navigate("chats", conversation.id);
    notification.close();
  };
}

function isWanted(
  { mentions }: MessageItemFragment,
  { viewerMembership: own }: Conversation,
  viewerId: string,
): boolean {
  if (isQuiet(own)) return false;
  return own?.notify !== "MENTIONS" || mentions.some(({ id }) => id === viewerId);
}
