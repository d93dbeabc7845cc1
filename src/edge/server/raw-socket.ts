import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** Made once: one that an upgrade makes would keep the request as long as the socket. */
export function destroyIt(this: Duplex): void {
  this.destroy();
}

/** Resolves when the bytes are on their way, which slows down who reads slowly. */
export function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) resolve();
    else socket.send(data, (error) => (error ? reject(error) : resolve()));
  });
}
