import type { PushNote } from "../integration/push/push-note.js";
import type { PushOutcome, PushSender } from "../integration/push/push-sender.js";
import type { ExpoConfig } from "../platform/config/push.types.js";
import { dataOf, KEPT_SECONDS, outcomeOfFault, outcomeOfStatus } from "./push-services.js";

interface Ticket {
  readonly status: "ok" | "error";
  readonly message?: string;
  readonly details?: { readonly error?: string };
}

/** Expo's service by its HTTP interface, one message a request. */
export function expoPushes({ accessToken, apiUrl }: ExpoConfig, timeoutMs: number): PushSender {
  return {
    async send({ token }, note) {
      try {
        const response = await fetch(`${apiUrl}/--/api/v2/push/send`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(accessToken && { authorization: `Bearer ${accessToken}` }),
          },
          body: JSON.stringify({ to: token, ...messageOf(note) }),
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!response.ok) return outcomeOfStatus(response.status === 404 ? 400 : response.status);
        return outcomeOf(((await response.json()) as { data: Ticket }).data);
      } catch (error) {
        const { name, cause } = error as { name?: string; cause?: { code?: string } };
        return outcomeOfFault(name === "TimeoutError" ? "timed out" : (cause?.code ?? "no answer"));
      }
    },
    stop: () => undefined,
  };
}

function messageOf(note: PushNote): Record<string, unknown> {
  const { text, badge, type, conversationId } = note;
  const common = { data: dataOf(note), badge, ttl: KEPT_SECONDS };
  // Nothing to show: the app is woken, and takes away what it shows.
  if (type === "message.deleted") return { ...common, _contentAvailable: true };
  const shown = text ?? { title: "New message", body: "" };
  const collapsed = { collapseId: conversationId, tag: conversationId, channelId: "messages" };
  return { ...common, ...shown, ...collapsed, priority: "high", sound: "default" };
}

function outcomeOf({ status, message, details }: Ticket): PushOutcome {
  if (status === "ok") return { kind: "sent" };
  const why = details?.error ?? message ?? "refused";
  if (why === "DeviceNotRegistered") return { kind: "gone" };
  return { kind: why === "MessageRateExceeded" ? "later" : "refused", why };
}
