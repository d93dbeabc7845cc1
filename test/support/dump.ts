import mongoose from "mongoose";

/** Everything that a copy of the database would show, binary values as their bytes. */
export async function dumpDatabase(uri: string): Promise<string> {
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    const collections = (await connection.db?.collections()) ?? [];
    const contents = await Promise.all(
      collections.map((collection) => collection.find({}, { promoteBuffers: true }).toArray()),
    );
    return JSON.stringify(contents, (_key, value: unknown) =>
      isBytes(value) ? Buffer.from(value.data).toString("latin1") : value,
    );
  } finally {
    await connection.close();
  }
}

function isBytes(value: unknown): value is { type: "Buffer"; data: number[] } {
  return (value as { type?: unknown } | null)?.type === "Buffer";
}
