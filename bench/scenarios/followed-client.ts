import { WebSocket } from "ws";

const FOLLOW = `subscription ($since: [RevisionPosition!]) { conversationEvents(since: $since) {
  __typename ... on CaughtUp { replayedCount }
  ... on MessageChanged { message { id seq body sender { id name } conversation { id } } } } }`;

export interface Place {
  readonly conversationId: string;
  readonly revision: number;
}

export interface Followed {
  readonly replayed: number;
  readonly ms: number;
  close(): void;
}

/** Follows all conversations of that person; resolves when they have what they missed. */
export function follow(
  port: number,
  authorization: string,
  since: readonly Place[] = [],
): Promise<Followed> {
  const began = performance.now();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, "graphql-transport-ws");
  const send = (message: object): void => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.on("open", () => send({ type: "connection_init", payload: { authorization } }));
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    socket.on("error", reject);
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as {
        type: string;
        payload?: { data?: { conversationEvents: { __typename: string; replayedCount: number } } };
      };
      if (message.type === "connection_ack")
        send({ id: "1", type: "subscribe", payload: { query: FOLLOW, variables: { since } } });
      if (message.type === "error") reject(new Error(data.toString()));
      const event = message.payload?.data?.conversationEvents;
      if (event?.__typename !== "CaughtUp") return;
      const ms = performance.now() - began;
      resolve({ replayed: event.replayedCount, ms, close: () => socket.terminate() });
    });
  });
}
