import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server, type Socket } from "socket.io";
import { after, append, connect, isMember, membersOf, port, ready, userOf } from "./world.js";

/** `rooms`: one emit to the conversation's room. `members`: one emit to each member's own room. */
const perMember = process.env["EMIT"] === "members";
const redisUrl = process.env["REDIS_URL"];

interface Join {
  readonly conversationId: string;
  readonly since: number;
}
interface Send {
  readonly conversationId: string;
  readonly body: string;
}
type Answer = (answer: unknown) => void;

await connect();
const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
if (redisUrl) io.adapter(createAdapter(new Redis(redisUrl), new Redis(redisUrl)));

io.use((socket, next) => {
  try {
    const { token } = socket.handshake.auth as { token?: string };
    (socket.data as { userId: string }).userId = userOf(token);
    next();
  } catch (error) {
    next(error as Error);
  }
});

io.on("connection", (socket: Socket) => {
  const { userId } = socket.data as { userId: string };
  void socket.join(`user:${userId}`);
  socket.on("join", async ({ conversationId, since }: Join, answer: Answer) => {
    if (!(await isMember(conversationId, userId))) return answer({ error: "FORBIDDEN" });
    if (!perMember) await socket.join(conversationId);
    for (const message of after(conversationId, since)) socket.emit("message", message);
    answer({ ok: true });
  });
  socket.on("send", async ({ conversationId, body }: Send, answer?: Answer) => {
    const message = await append(conversationId, userId, body);
    answer?.({ id: message.id, seq: message.seq });
    if (!perMember) io.to(conversationId).emit("message", message);
    else
      for (const member of await membersOf(conversationId))
        io.to(`user:${member}`).emit("message", message);
  });
  /** A mutation that does nothing: what a request costs by itself. */
  socket.on("nothing", (_id: string, answer: Answer) => answer({ ok: true }));
});
http.listen(port, "127.0.0.1", 4_096, () => ready(http.address()));
