import type { SessionEnd } from "@confab/client";
import { useState } from "react";
import { takeFarewell } from "../app/farewell.js";
import { Icon } from "../ui/icon.js";
import { AnswerChallenge } from "./answer-challenge.js";
import { EnterCode } from "./enter-code.js";
import { ForgotPassword } from "./forgot-password.js";
import { keepStep, readStep } from "./kept-step.js";
import { SignIn } from "./sign-in.js";
import { SignUp } from "./sign-up.js";
import type { Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

const ENDED: Record<SessionEnd, string | null> = {
  SIGNED_OUT: null,
  SESSION_REVOKED: authTexts.youWereSignedOutSignIn,
  REFRESH_INVALID: authTexts.yourSessionHasEndedSignIn,
  REFRESH_REUSED: authTexts.yourSessionWasEndedBecauseIts,
};

interface AuthScreenProps {
  readonly ended: SessionEnd | null;
  /** Somebody has begun to sign in. */
  readonly onUse: () => void;
}

export function AuthScreen({ ended, onUse }: AuthScreenProps) {
  const [step, setStep] = useState<Step>(readStep);
  const [farewell] = useState(takeFarewell);
  const notice = farewell ?? (ended && ENDED[ended]);
  const go = (next: Step): void => {
    keepStep(next);
    setStep(next);
  };
  return (
    <div className="auth">
      <aside className="auth-aside" aria-hidden="true">
        <div className="auth-bubbles">
          <span data-side="left">{authTexts.didTheDeployGoThrough}</span>
          <span data-side="right">{authTexts.twoMinutesAgoAllGreen}</span>
          <span data-side="left">{authTexts.thenIAmMakingTeaAnyone}</span>
          <span data-side="right">{authTexts.yesPlease}</span>
        </div>
        <p>{authTexts.conversationsThatStayOnYourOwn}</p>
      </aside>
      <main className="auth-main" onInput={onUse}>
        <div className="auth-card">
          <div className="auth-brand">
            <img src="/icon.svg" alt="" width={44} height={44} />
            <span>{authTexts.confab}</span>
          </div>
          {notice && step.at === "sign-in" && (
            <div className="notice" data-kind="warning" role="status">
              <Icon name="info" size={18} />
              {notice}
            </div>
          )}
          <CurrentStep step={step} go={go} />
        </div>
      </main>
    </div>
  );
}

function CurrentStep({ step, go }: { readonly step: Step; readonly go: (step: Step) => void }) {
  switch (step.at) {
    case "sign-in":
      return <SignIn go={go} notice={step.notice} />;
    case "sign-up":
      return <SignUp go={go} />;
    case "code":
      return <EnterCode go={go} started={step} />;
    case "challenge":
      return <AnswerChallenge go={go} challenge={step.challenge} />;
    case "forgot":
      return <ForgotPassword go={go} sentTo={step.sentTo} />;
  }
}
