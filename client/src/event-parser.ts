export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** The events of a stream, as far as GraphQL over SSE has them. `heard`: something came. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = field(block, "event");
        if (event !== undefined) yield { event, data: field(block, "data") ?? "" };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function field(block: string, name: string): string | undefined {
  return new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1];
}
