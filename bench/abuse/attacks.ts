import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { post } from "../../test/support/graphql.js";

/** Whom the attacks are about: known to the attacker as far as they would be. */
export interface Target {
  readonly origin: string;
  /** Of the attacker's own account. */
  readonly token: string;
  readonly email: string;
  readonly password: string;
  readonly victimId: string;
  readonly messageId: string;
}
export type Attack = (target: Target, goesOn: () => boolean) => Promise<void>;

const ADDRESS = { "x-forwarded-for": "203.0.113.66" };
let made = 0;
/** A thousand tokens that nobody has sent before. */
const novel = (): string =>
  `{ ${"serverInfo { version } ".repeat(249)} } # ${process.pid} ${(made += 1)}`;
const url = ({ origin }: Target): string => `${origin}/graphql`;

/** Many at the same time, each again as soon as it is answered. */
async function parallel(
  count: number,
  goesOn: () => boolean,
  once: () => Promise<unknown>,
): Promise<void> {
  const one = async (): Promise<void> => {
    while (goesOn()) await once().catch(() => undefined);
  };
  await Promise.all(Array.from({ length: count }, one));
}

const asked =
  (count: number, query: (target: Target) => string, signedIn = true): Attack =>
  (target, goesOn) =>
    parallel(count, goesOn, () =>
      post(url(target), query(target), {}, signedIn ? target.token : undefined, ADDRESS),
    );

const sockets: Attack = async (target, goesOn) => {
  class FromThere extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: ADDRESS });
    }
  }
  const open = () =>
    createClient({
      url: url(target).replace(/^http/, "ws"),
      webSocketImpl: FromThere,
      retryAttempts: 0,
      lazy: true,
    });
  await parallel(25, goesOn, async () => {
    const client = open();
    try {
      for (let at = 0; at < 10 && goesOn(); at += 1)
        await client.iterate({ query: novel() }).next();
    } finally {
      client.terminate();
    }
  });
};

const login = ({ email, password }: Target): string =>
  `mutation { login(input: { email: "${email}", password: "${password}" }) { tokens { tokenType } } }`;
const reset = ({ email }: Target): string =>
  `mutation { resetPassword(input: { email: "${email}", code: "00000000", newPassword: "${"aB3$xY".repeat(20)}" }) }`;
const nodes = ({ victimId }: Target): string =>
  `{ nodes(ids: [${Array.from({ length: 100 }, () => `"${victimId}"`).join(",")}]) { id ... on User { name bio avatar { url } contactState } } }`;
const group = ({ victimId }: Target): string =>
  `mutation { createGroup(input: { clientConversationId: "g${(made += 1)}", name: "Win", memberIds: ["${victimId}"] }) { id } }`;
const edit = ({ messageId }: Target): string =>
  `mutation { editMessage(id: "${messageId}", body: "${(made += 1)}") { id } }`;
const react = ({ messageId }: Target): string =>
  `mutation { setReaction(messageId: "${messageId}", emoji: "👍", active: ${(made += 1) % 2 === 0}) { id } }`;

export const ATTACKS: Readonly<Record<string, Attack>> = {
  "distinct documents, 25 anonymous sockets": sockets,
  "distinct documents, 20 anonymous connections": asked(20, novel, false),
  "60 parallel correct logins of one account": asked(60, login, false),
  "4 parallel anonymous resets": asked(4, reset, false),
  "nodes of 100 ids, 20 at a time": asked(20, nodes),
  "groups with a victim, 10 at a time": asked(10, group),
  "edits, 10 at a time": asked(10, edit),
  "reactions, 10 at a time": asked(10, react),
};
