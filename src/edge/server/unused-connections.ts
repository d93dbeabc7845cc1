import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Browsers and balancers connect ahead of what they will ask. Node's own list of idle connections
 * does not have those on which nothing was ever asked, so they would hold up the end.
 */
export function trackUnused(server: Server): { close(): void } {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  return {
    close() {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}
