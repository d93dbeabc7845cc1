import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** How long a client that is still sending has for reading its answer, at most and in silence. */
const LINGER_MS = 5_000;
const SILENCE_MS = 1_000;

/**
 * An answer that is given before the whole body has come says `Connection: close`, whoever gives
 * it. A connection that went on after it would have to be cut for a body that never ends, and a
 * proxy may have given it to somebody else's request by then.
 */
export function closeAfterUnreadBodies(http: FastifyInstance): void {
  const closing = new WeakSet<Socket>();
  http.addHook("onRequest", (request, _reply, done) => {
    // What comes behind a refused body would be carried out, and could not be answered.
    if (closing.has(request.raw.socket)) request.raw.socket.destroy();
    else done();
  });
  http.addHook("onSend", (request, reply, _payload, done) => {
    const { socket } = reply.raw;
    if (socket && hasUnreadBody(request) && !closing.has(socket)) {
      reply.header("connection", "close");
      closing.add(socket);
      lingerOver(request.raw, socket);
    }
    done();
  });
}

function hasUnreadBody({ raw }: FastifyRequest): boolean {
  const { "content-length": length, "transfer-encoding": encoding } = raw.headers;
  return !raw.complete && (encoding !== undefined || Number(length ?? 0) > 0);
}

/**
 * Closes in the manner of lingering_close: the answer ends, and what still comes is dropped for a
 * moment. To destroy the socket at once, as Node does, answers that with a reset, which takes the
 * answer from a client that has not read it yet.
 */
function lingerOver(request: IncomingMessage, socket: Socket): void {
  socket.destroySoon = () => {
    const cut = (): void => void socket.destroy();
    const limit = setTimeout(cut, LINGER_MS);
    const silence = setTimeout(cut, SILENCE_MS);
    request.on("data", () => silence.refresh());
    request.once("end", cut);
    socket.once("close", () => {
      clearTimeout(limit);
      clearTimeout(silence);
    });
    socket.end();
    request.resume();
  };
}
