export type SocketStatus = "idle" | "connecting" | "connected" | "reconnecting" | "ended";
