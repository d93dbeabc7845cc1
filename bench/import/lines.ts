import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

const MEMBERS = 10;
const WORDS = "so that is what people write to one another all day long about nothing much".split(
  " ",
);

export interface Amount {
  readonly users: number;
  readonly conversations: number;
  readonly messages: number;
}

/** As another system would leave them: by date over all conversations, some with replies and reactions. */
function* lines({ users, conversations, messages }: Amount): Generator<object> {
  for (let at = 0; at < users; at += 1)
    yield { type: "user", id: `u${at}`, name: `User ${at}`, email: `u${at}@example.com` };
  const member = (chat: number, at: number): string => `u${(chat * 7 + at) % users}`;
  for (let chat = 0; chat < conversations; chat += 1) {
    const members = Array.from({ length: MEMBERS }, (_, at) => member(chat, at));
    yield { type: "conversation", id: `c${chat}`, kind: "GROUP", name: `Group ${chat}`, members };
  }
  for (let at = 0; at < messages; at += 1) {
    const chat = (at * 31) % conversations;
    const before = at - conversations;
    const body = Array.from(
      { length: 12 },
      (_, word) => WORDS[(at * 13 + word * 7) % WORDS.length],
    );
    yield {
      ...{
        type: "message",
        id: `m${at}`,
        conversation: `c${chat}`,
        sender: member(chat, at % MEMBERS),
      },
      createdAt: new Date(Date.UTC(2020, 0, 1) + at * 1_000).toISOString(),
      body: `${at} ${body.join(" ")}`,
      ...(at % 10 === 0 && before >= 0 && { replyTo: `m${before}` }),
      ...(at % 20 === 0 && { reactions: [{ emoji: "👍", users: [member(chat, 1)] }] }),
    };
  }
}

/** Resolves to the path of the file. */
export async function writeLines(folder: string, amount: Amount): Promise<string> {
  const path = join(folder, "lines.jsonl");
  const file = createWriteStream(path);
  for (const line of lines(amount))
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, "drain");
  file.end();
  await once(file, "close");
  return path;
}
