import { once } from "node:events";
import { Socket } from "node:net";
import { expect, test } from "@jest/globals";
import { driver, endCommandsOfClosedConnections } from "../../src/adapters/closed-connections.js";

/** A connection of the driver's own class, which is closed while a command is serialised for it. */
test("A-62: a command whose connection closes before it is written ends, and waits for no socket", async () => {
  endCommandsOfClosedConnections();
  const socket = new Socket();
  const error = new Error("connection 1 to localhost closed");
  const connection = Object.assign(
    Object.create(driver().Connection.prototype) as ReturnType<
      typeof driver
    >["Connection"]["prototype"] & { emit(event: "close"): void },
    { socket, error },
  );
  const closed = once(socket, "close");
  const message = {
    async toBin() {
      socket.destroy();
      await closed;
      connection.emit("close");
      return [Buffer.from("a command")];
    },
  };
  const options = { agreedCompressor: "none" };
  await expect(connection.writeCommand(message, options)).rejects.toBe(error);
});
