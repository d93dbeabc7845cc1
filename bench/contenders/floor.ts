import type { Contender } from "../harness/contender.js";
import { buildTool } from "../harness/load.js";
import { Pinned } from "../harness/process.js";

export const floorEach = floor("each");
export const floorJoined = floor("joined");

/** What the system calls alone cost, and how fast the load generator can be driven. */
function floor(mode: "each" | "joined"): Contender {
  const name = mode === "each" ? "C, one write each" : "C, one write a turn";
  return {
    name: `${name} (the floor)`,
    start: async () => {
      const server = await Pinned.start({
        command: buildTool("floor"),
        args: [mode],
        role: "server",
        ready: /^ready (\d+)/,
      });
      return {
        servers: [server],
        ports: [Number(server.match)],
        subscribed: () => ({ path: "/" }),
        message: () => "{{body}}",
        stop: () => server.stop(),
      };
    },
  };
}
