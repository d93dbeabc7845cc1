import type { TypedDocument } from "./document.js";
import type { Tokens } from "./token.js";

export const REFRESH =
  `mutation Refresh($refreshToken: String!) { refresh(refreshToken: $refreshToken) {
  tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt tokenType } } }` as unknown as TypedDocument<
    { refresh: { tokens: Tokens } },
    { refreshToken: string }
  >;
