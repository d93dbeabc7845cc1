import { confab } from "../api/confab.js";
import { rememberVisit } from "../app/been-here.js";
import type { SignedFragment } from "../gql/graphql.js";
import { keepStep } from "./kept-step.js";
import type { Step } from "./step.js";

/** Either somebody is signed in now, or there is a challenge to answer first. */
export function accept({ tokens, challenge }: SignedFragment, go: (step: Step) => void): void {
  if (tokens) {
    rememberVisit();
    keepStep({ at: "sign-in" });
    confab.session.set(tokens);
  }
  if (!tokens && challenge) go({ at: "challenge", challenge });
}
