import { createSecretKey, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import express from "express";
import jwt from "jsonwebtoken";
import mongoose from "mongoose";
import { Server } from "socket.io";

// What a small chat server does: check the token, store the message, relay it to the room. The
// write is as durable as Confab's, and the clientMessageId makes it safe to repeat; membership is
// not checked, which Confab does.
const key = createSecretKey(randomBytes(32));
const connection = await mongoose.createConnection(process.env.PEER_MONGO_URI).asPromise();
const schema = new mongoose.Schema(
  {
    conversationId: { type: String, required: true },
    senderId: { type: String, required: true },
    clientMessageId: { type: String, required: true },
    body: { type: String, required: true },
    createdAt: { type: Date, default: Date.now },
  },
  { versionKey: false, writeConcern: { w: "majority", j: true } },
);
schema.index({ conversationId: 1, createdAt: 1 });
schema.index({ senderId: 1, clientMessageId: 1 }, { unique: true });
const Message = connection.model("Message", schema);
await Message.createIndexes();

const app = express();
const http = createServer(app);
const io = new Server(http, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.on("join", (rooms, done) => {
    socket.join(rooms);
    done();
  });
});
app.use(express.json());
app.post("/messages", async (request, response) => {
  const token = (request.headers.authorization ?? "").slice("Bearer ".length);
  const { sub } = jwt.verify(token, key, { algorithms: ["HS256"] });
  const { conversationId, clientMessageId, body } = request.body;
  const message = await Message.create({ conversationId, senderId: sub, clientMessageId, body });
  io.to(conversationId).emit("message", message);
  response.json({ id: message.id, createdAt: message.createdAt });
});

http.listen(0, "127.0.0.1", () => {
  const tokens = Array.from({ length: Number(process.env.PEER_SENDERS) }, (_, at) =>
    jwt.sign({}, key, { subject: `user-${at}`, expiresIn: "1h" }),
  );
  console.log(JSON.stringify({ port: http.address().port, tokens }));
});
