import type { ConfabClient, TypedDocument } from "@confab/client";

interface Sink {
  next(data: Record<string, unknown>): void;
  error(error: unknown): void;
}
interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown> | undefined;
}
type Event = Record<string, unknown>;
type Events<Name extends string> = TypedDocument<Record<Name, never>, { since?: unknown }>;

// An app would have graphql-codegen write this type.
const REVISION = `query Revision($id: ID!) {
  conversation(id: $id) { revision }
}` as unknown as TypedDocument<{ conversation: { revision: number } | null }, { id: string }>;

/** What another GraphQL client subscribes to: the kit keeps the positions of what resumes. */
export function followOperation(
  confab: ConfabClient,
  { query, variables = {} }: Operation,
  sink: Sink,
): () => void {
  const pass = (name: string) => (event: Event) => sink.next({ [name]: event });
  const error = (fault: unknown): void => sink.error(fault);
  if (query.includes("viewerEvents")) {
    const next = pass("viewerEvents");
    const document = query as unknown as Events<"viewerEvents">;
    return confab.followViewer(document, variables, { change: next, resync: next, caughtUp: next });
  }
  if (query.includes("conversationEvents")) {
    const next = pass("conversationEvents");
    const document = query as unknown as Events<"conversationEvents">;
    return confab.followEvents(document, variables, {
      change: next,
      resync: next,
      // What is shown of these is asked for anew, so that it is as of this position or later.
      caughtUp: async (event: Event & { unlisted?: readonly string[] }) => {
        for (const id of event.unlisted ?? []) {
          const { conversation } = await confab.request(REVISION, { id });
          if (conversation) confab.positions.start(id, conversation);
        }
        next(event);
      },
    });
  }
  // Receipts and what else only passes has no position.
  return confab.socketClient.subscribe<Record<string, unknown>>(
    { query, variables },
    { next: ({ data }) => data && sink.next(data), error, complete: () => undefined },
  );
}
