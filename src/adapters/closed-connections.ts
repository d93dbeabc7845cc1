import { createRequire } from "node:module";

/** What is used of a connection of the driver. */
interface DriverConnection {
  /** Why it was closed. */
  readonly error: Error | null;
  once(event: "close", listener: () => void): unknown;
  off(event: "close", listener: () => void): unknown;
  writeCommand: (this: DriverConnection, message: unknown, options: unknown) => Promise<void>;
}

const mended = new WeakSet<object>();

/**
 * Lets a command end with its connection. The driver (mongodb 7.8) serialises a command before it
 * writes it: where the connection is closed in between, as when the database dies, it writes to a
 * destroyed socket and waits for that to drain, for ever and under no time limit. Whatever waits
 * behind the command, such as all messages to its conversation, waits with it.
 */
export function endCommandsOfClosedConnections(): void {
  const { Connection } = driver();
  const { prototype } = Connection;
  if (mended.has(prototype)) return;
  mended.add(prototype);
  const write = prototype.writeCommand;
  prototype.writeCommand = async function (message, options) {
    let onClose = (): void => undefined;
    const closed = new Promise<never>((_, reject) => {
      onClose = () => reject(this.error ?? new Error("The connection was closed."));
    });
    this.once("close", onClose);
    try {
      await Promise.race([write.call(this, message, options), closed]);
    } finally {
      this.off("close", onClose);
    }
  };
}

/** The one that mongoose uses, which exports it to nobody. */
export function driver(): { readonly Connection: { readonly prototype: DriverConnection } } {
  const own = createRequire(import.meta.url);
  const ofMongoose = createRequire(own.resolve("mongoose"));
  return ofMongoose("mongodb/lib/cmap/connection.js") as ReturnType<typeof driver>;
}
