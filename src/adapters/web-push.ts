import type { PushAddress } from "../integration/push/push-address.js";
import type { PushNote } from "../integration/push/push-note.js";
import type { PushOutcome, PushSender } from "../integration/push/push-sender.js";
import type { WebhookRequests } from "../integration/webhooks/webhook-requests.js";
import type { VapidConfig } from "../platform/config/push.types.js";
import { dataOf, KEPT_SECONDS, outcomeOfFault, outcomeOfStatus } from "./push-services.js";

/**
 * Browsers, by the push service that each names itself: an address that others have given, so that
 * it is opened as those of webhooks are.
 */
export function webPushes(vapidDetails: VapidConfig, requests: WebhookRequests): PushSender {
  const requestOf = async ({ token: endpoint, keys }: PushAddress, note: PushNote) => {
    // Only where there is somebody to tell.
    const { default: webPush } = await import("web-push");
    const { p256dh = "", auth = "" } = keys ?? {};
    return webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(dataOf(note)),
      // The service keeps the latest of a conversation alone.
      { vapidDetails, TTL: KEPT_SECONDS, topic: note.conversationId, urgency: "high" },
    );
  };
  return {
    async send(address, note) {
      const { endpoint: url, headers, body } = await requestOf(address, note);
      const fault = await requests.post({ url, headers: textOf(headers), body: body ?? "" });
      return fault === null ? { kind: "sent" } : outcomeOf(fault);
    },
    stop: () => requests.stop(),
  };
}

function outcomeOf(fault: string): PushOutcome {
  if (fault === "the address is private") return { kind: "gone" };
  const [, status] = /^HTTP (\d+)$/.exec(fault) ?? [];
  return status ? outcomeOfStatus(Number(status)) : outcomeOfFault(fault);
}

function textOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  // Its length is counted where it is sent.
  const others = Object.entries(headers).filter(([name]) => name !== "Content-Length");
  return Object.fromEntries(others.map(([name, value]) => [name, String(value)]));
}
