import { ConfabClient, ConfabError, type Tokens, type TypedDocument } from "@confab/client";
import type { ExampleOptions } from "./options.js";

// An app would have graphql-codegen write this type.
const LOGIN = `mutation Login($input: LoginInput!) {
  login(input: $input) {
    tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt tokenType }
    challenge { token }
  }
}` as unknown as TypedDocument<
  { login: { tokens: Tokens | null } },
  { input: { email: string; password: string } }
>;

export async function logIn({
  url,
  email,
  password,
  webSocketImpl,
}: ExampleOptions): Promise<ConfabClient> {
  const confab = new ConfabClient({ url, webSocketImpl });
  const { login } = await confab.request(LOGIN, { input: { email, password } });
  if (!login.tokens) {
    throw new ConfabError({ code: "CHALLENGE_REQUIRED", message: "Two-factor is on." });
  }
  confab.session.set(login.tokens);
  return confab;
}
