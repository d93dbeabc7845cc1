import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";
import type { WebhookConfig } from "../platform/config/config.types.js";
import type { WebhookRequest, WebhookRequests } from "../integration/webhooks/webhook-requests.js";

const IDLE_SOCKETS = 8;

class NotTaken extends Error {}

/**
 * Posts to addresses that others have given: what their names resolve to is looked at as the socket
 * is opened, no redirect is followed, and of the answer nothing but its status is read.
 */
export function webhookPosts({ allowPrivate, timeoutMs }: WebhookConfig): WebhookRequests {
  const options = {
    keepAlive: true,
    maxFreeSockets: IDLE_SOCKETS,
    allowPrivateIPAddress: allowPrivate,
    allowMetaIPAddress: allowPrivate,
  };
  const agents = {
    http: new RequestFilteringHttpAgent(options),
    https: new RequestFilteringHttpsAgent(options),
  };
  const open = ({ url, headers, body }: WebhookRequest): ClientRequest => {
    const bytes = { "content-length": String(Buffer.byteLength(body)) };
    const asked = { method: "POST", headers: { ...headers, ...bytes } };
    if (url.startsWith("https:")) return requestHttps(url, { ...asked, agent: agents.https });
    if (!allowPrivate) throw new NotTaken("https is needed");
    return requestHttp(url, { ...asked, agent: agents.http });
  };
  return {
    post: (asked) =>
      new Promise((resolve) => {
        let sent: ClientRequest;
        try {
          sent = open(asked);
        } catch (error) {
          return resolve(why(error as Error));
        }
        const late = setTimeout(() => sent.destroy(new NotTaken("timed out")), timeoutMs);
        sent.on("close", () => clearTimeout(late));
        sent.on("error", (error) => resolve(why(error)));
        sent.on("response", (answer) => {
          end(answer);
          const { statusCode = 0 } = answer;
          resolve(statusCode >= 200 && statusCode < 300 ? null : `HTTP ${statusCode}`);
        });
        sent.end(asked.body);
      }),
    stop() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** A short answer is read to its end, so that the socket is good for the next; a longer one is cut off. */
function end(answer: IncomingMessage): void {
  const MAX_BYTES = 16_384;
  let bytes = 0;
  answer.on("data", (part: Buffer) => {
    bytes += part.byteLength;
    if (bytes > MAX_BYTES) answer.destroy();
  });
  answer.on("error", () => undefined);
}

function why(error: Error): string {
  if (error instanceof NotTaken) return error.message;
  if (/is not allowed/i.test(error.message)) return "the address is private";
  const { code } = error as { code?: string };
  return code ?? "no answer";
}
