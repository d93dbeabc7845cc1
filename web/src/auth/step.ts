import type { SignedFragment } from "../gql/graphql.js";
import { authTexts } from "../texts/auth.js";

export type Challenge = NonNullable<SignedFragment["challenge"]>;

export type Step =
  | { readonly at: "sign-in"; readonly notice?: string }
  | { readonly at: "sign-up" }
  | ({ readonly at: "code" } & StartedSignup)
  | { readonly at: "challenge"; readonly challenge: Challenge }
  | { readonly at: "forgot"; readonly sentTo?: string };

/** A token of null: the sign-up was begun on another device, or before a reload. */
export interface StartedSignup {
  readonly email: string;
  readonly token: string | null;
  readonly resendAfter: string | null;
}

/** What the list of sessions calls this browser. */
export function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? authTexts.browser;
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent)?.[0] ?? "";
  const name = { Edg: "Edge", OPR: "Opera" }[browser] ?? browser;
  return system ? authTexts.onSystem(name, system.replace("Mac OS", "macOS")) : name;
}
