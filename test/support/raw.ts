import { connect, type Socket } from "node:net";
import { until } from "./graphql.js";

/** A connection on which anything can be said. */
export async function rawConnection(origin: string, text = ""): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  // The server's end of it is not enough for it to close: only being cut is.
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.write(text);
  return socket;
}

/** What is answered to these lines, the server having closed the connection after it. */
export async function request(origin: string, head: string, body = ""): Promise<string> {
  const socket = await rawConnection(origin, `${head}Connection: close\r\n\r\n${body}`);
  let answer = "";
  let ended = false;
  socket.on("data", (data: Buffer) => (answer += data.toString("latin1")));
  for (const event of ["end", "close"]) socket.once(event, () => (ended = true));
  await until("the answer has ended", () => ended);
  socket.destroy();
  return answer;
}
