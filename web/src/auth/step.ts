import { confab } from "../api/confab.js";
import { rememberVisit } from "../app/been-here.js";
import type { SignedFragment } from "../gql/graphql.js";
import { keepStep } from "./kept-step.js";

export type Challenge = NonNullable<SignedFragment["challenge"]>;

export type Step =
  | { readonly at: "sign-in"; readonly notice?: string }
  | { readonly at: "sign-up" }
  | ({ readonly at: "code" } & StartedSignup)
  | { readonly at: "challenge"; readonly challenge: Challenge }
  | { readonly at: "forgot" };

/** A token of null: the sign-up was begun on another device, or before a reload. */
export interface StartedSignup {
  readonly email: string;
  readonly token: string | null;
  readonly resendAfter: string | null;
}

/** Either somebody is signed in now, or there is a challenge to answer first. */
export function accept({ tokens, challenge }: SignedFragment, go: (step: Step) => void): void {
  if (tokens) {
    rememberVisit();
    keepStep({ at: "sign-in" });
    confab.session.set(tokens);
  }
  if (!tokens && challenge) go({ at: "challenge", challenge });
}

/** What the list of sessions calls this browser. */
export function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? "Browser";
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent)?.[0] ?? "";
  const name = { Edg: "Edge", OPR: "Opera" }[browser] ?? browser;
  return system ? `${name} on ${system.replace("Mac OS", "macOS")}` : name;
}
