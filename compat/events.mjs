import { randomUUID } from "node:crypto";
import { createClient } from "graphql-ws";
import { Server } from "socket.io";
import WebSocket from "ws";
import { Refusal } from "./confab.mjs";

const VIEWER = `query { viewer { user { id } } }`;
const SEND = `mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`;
const FOLLOW = `subscription { messageReceived { kind body conversation { kind } sender { id } } }`;

/** The old events. Each socket has a subscription of its own, so every device of a person is told. */
export function attachEvents(server, confab, { confabUrl, chatWith }) {
  const io = new Server(server, { cors: { origin: true }, maxHttpBufferSize: 200_000 });
  io.on("connection", (socket) => {
    const given = socket.handshake.auth?.authorization;
    const authorization = typeof given === "string" ? given : "";
    const viewer = confab.askAs(authorization, VIEWER).then(({ viewer: found }) => {
      if (!found) throw new Refusal("Please log in.", 400);
      return found.user.id;
    });
    viewer.then(
      (userId) => follow(socket, { authorization, userId, confabUrl }),
      (error) => refuse(socket, error),
    );
    socket.on("sendMessage", (payload) => {
      const { message, destId } = payload && typeof payload === "object" ? payload : {};
      const body = typeof message === "string" ? message : "";
      const input = { userId: String(destId ?? ""), clientMessageId: randomUUID(), body };
      viewer
        .then(() => confab.askAs(authorization, SEND, { input }))
        .then(async () => {
          socket.emit("successMessage", {
            message: body,
            chat: await chatWith(authorization, destId),
          });
        })
        .catch((error) => refuse(socket, error));
    });
  });
  return io;
}

function follow(socket, { authorization, userId, confabUrl }) {
  if (!socket.connected) return;
  const client = createClient({
    url: confabUrl.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: Infinity,
    // A token that has ended stays so: the client is told, and comes with another.
    shouldRetry: (event) => !String(event?.code ?? "").startsWith("44"),
  });
  client.subscribe(
    { query: FOLLOW },
    {
      next: ({ data }) => {
        const { kind, body, conversation, sender } = data?.messageReceived ?? {};
        const isChat = kind === "USER" && conversation?.kind === "DIRECT" && body;
        if (isChat && sender?.id !== userId) socket.emit("receiveMessage", { message: body });
      },
      error: () => refuse(socket, new Refusal("Please log in again.", 400)),
      complete: () => undefined,
    },
  );
  socket.on("disconnect", () => void client.dispose());
}

/** Nothing that a client sends ends the process. */
function refuse(socket, error) {
  const statusCode = error instanceof Refusal && error.status === 404 ? 404 : 400;
  const message = error instanceof Refusal ? error.message : "That did not work: try again.";
  socket.emit("authError", { message, statusCode });
}
