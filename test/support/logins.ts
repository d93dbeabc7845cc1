import { LoginDocument, RefreshDocument, type LoginMutation } from "../generated/graphql.js";
import type { TestApp } from "./app.js";
import { post } from "./graphql.js";
import { PASSWORD } from "./people.js";

/** What a try to log in came to; null: it was refused. */
export async function tryLogin(
  { url }: TestApp,
  email: string,
  password = PASSWORD,
): Promise<LoginMutation["login"] | null> {
  const { data } = await post(url, LoginDocument, { input: { email, password } });
  return data?.login ?? null;
}

export type Entered = Awaited<ReturnType<typeof tryLogin>>;

/** How many of these logins can still be renewed, which is what they live by. */
export async function survivors(
  logins: readonly Entered[],
  nodes: readonly TestApp[],
): Promise<number> {
  const tokens = logins.flatMap((login) => login?.tokens?.refreshToken ?? []);
  const answers = await Promise.all(
    tokens.map((refreshToken, at) =>
      post(nodes[at % nodes.length]?.url ?? "", RefreshDocument, { refreshToken }),
    ),
  );
  return answers.filter(({ data }) => data?.refresh.tokens).length;
}

export async function freshToken(
  app: TestApp,
  email: string,
  password = PASSWORD,
): Promise<string> {
  const entered = await tryLogin(app, email, password);
  if (!entered?.tokens) throw new Error(`${email} could not log in`);
  return entered.tokens.accessToken;
}
