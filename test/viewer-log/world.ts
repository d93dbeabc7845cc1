import { randomUUID } from "node:crypto";
import { createGroup, openDirect, send } from "../support/conversations.js";
import { post } from "../support/graphql.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { startGoogle, CLIENT_ID, type FakeGoogle } from "../support/google.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { logIn, signUp, type Person } from "../support/people.js";
import { backend, rootOf, type Backend } from "../support/services.js";

/** Somebody with a device at each of the two nodes. */
export interface Owner extends Person {
  /** The token of the device at the other node. */
  readonly elsewhere: string;
}

export type Asking = Pick<Person, "token"> | Record<string, string>;

/** Two nodes, and people who have something on them. */
export class World {
  private constructor(
    readonly pair: NodePair,
    readonly google: FakeGoogle,
    readonly issuer: Issuer,
    readonly key: Backend,
    readonly root: Record<string, string>,
    readonly ann: Owner,
    readonly bob: Owner,
    readonly cid: Owner,
    readonly direct: string,
    readonly group: string,
  ) {}

  static async open(): Promise<World> {
    const [google, issuer] = await Promise.all([startGoogle(), startIssuer()]);
    const pair = await startNodePair({
      config: {
        google: { clientId: CLIENT_ID, keysUrl: google.keysUrl },
        identityProviders: [
          issuer.configured({ issuer: "https://app.test", audiences: ["confab"] }),
        ],
      },
    });
    const { here } = pair;
    const root = await rootOf(here);
    const key = await backend(here, ["USERS_WRITE", "TOKENS_ISSUE", "CONVERSATIONS_WRITE"]);
    const ann = await owner(pair, "Ann");
    const [bob, cid] = [await owner(pair, "Bob"), await owner(pair, "Cid")];
    const direct = await openDirect(here, ann, bob);
    const group = await createGroup(here, ann, [bob]);
    await send(here, bob, direct, "one");
    return new World(pair, google, issuer, key, root, ann, bob, cid, direct, group);
  }

  person(name: string): Promise<Owner> {
    return owner(this.pair, name);
  }

  /** At the first node. The data, or an error that shows the errors. */
  async do(
    who: Asking | null,
    text: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answered> {
    return asked(this.pair.here.url, who, text, variables);
  }

  async stop(): Promise<void> {
    await this.pair.stop();
    await Promise.all([this.google.stop(), this.issuer.stop()]);
  }
}

export type Answered = Readonly<Record<string, unknown>>;

/** A value somewhere in an answer. */
export function at(answer: unknown, path: string): string {
  const found = path
    .split(".")
    .reduce<unknown>((value, name) => (value as Answered | null)?.[name], answer);
  if (typeof found !== "string") throw new Error(`${path} is missing in ${JSON.stringify(answer)}`);
  return found;
}

export async function asked(
  url: string,
  who: Asking | null,
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answered> {
  const person = who && "token" in who ? (who as Pick<Person, "token">) : null;
  const headers = who && !person ? (who as Record<string, string>) : {};
  const { data, errors } = await post(url, text, variables, person?.token, headers);
  if (errors) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  return data;
}

async function owner({ here, there }: NodePair, name: string): Promise<Owner> {
  const person = await signUp(here, name);
  const { token } = await logIn(there, person.email, { device: `second ${randomUUID()}` });
  return { ...person, elsewhere: token };
}
