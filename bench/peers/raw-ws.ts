import { createServer } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { after, append, connect, isMember, port, ready, userOf } from "./world.js";

/** The least that Node can do: one JSON text, one frame, the same buffer to every socket. */
interface Incoming {
  readonly token?: string;
  readonly conversationId: string;
  readonly since?: number;
  readonly body?: string;
}

const rooms = new Map<string, Set<Socket>>();

function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.from(
    body.length < 126 ? [0x81, body.length] : [0x81, 126, body.length >> 8, body.length & 255],
  );
  return Buffer.concat([head, body]);
}

async function onMessage(socket: WebSocket, state: { userId: string }, text: string) {
  const { token, conversationId, since, body } = JSON.parse(text) as Incoming;
  if (token) {
    state.userId = userOf(token);
    if (!(await isMember(conversationId, state.userId))) return socket.close(4403);
    const raw = (socket as unknown as { _socket: Socket })._socket;
    const room = rooms.get(conversationId) ?? new Set();
    rooms.set(conversationId, room.add(raw));
    socket.on("close", () => room.delete(raw));
    for (const message of after(conversationId, since ?? 0))
      raw.write(frame(JSON.stringify(message)));
    socket.send("joined");
  } else if (body) {
    const message = frame(JSON.stringify(await append(conversationId, state.userId, body)));
    for (const member of rooms.get(conversationId) ?? []) member.write(message);
  }
}

await connect();
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on("connection", (socket) => {
  const state = { userId: "" };
  socket.on("message", (data: Buffer) => void onMessage(socket, state, data.toString()));
  socket.on("error", () => undefined);
});
http.listen(port, "127.0.0.1", 4_096, () => ready(http.address()));
