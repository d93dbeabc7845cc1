import bcrypt from "bcrypt";
import express from "express";
import { port, ready, userOf } from "./world.js";

const app = express();
app.use(express.json());

/** A mutation that does nothing, behind a token: what a request costs by itself. */
app.post("/nothing", (request, response) => {
  try {
    userOf(request.headers.authorization);
    response.json({ data: { nothing: true } });
  } catch {
    response.status(401).json({ error: "UNAUTHENTICATED" });
  }
});

/** Hashes as requests come, as most do. */
const hash = await bcrypt.hash(
  "correct horse battery staple",
  Number(process.env["SALT_ROUND"] ?? 12),
);
app.post("/login", (request, response, next) => {
  const { password } = request.body as { password: string };
  bcrypt
    .compare(password, hash)
    .then((same) => response.status(same ? 200 : 401).json({ ok: same }))
    .catch(next);
});

const server = app.listen(port, "127.0.0.1", () => ready(server.address()));
