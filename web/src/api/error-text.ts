import type { ConfabError, ConfabErrorCode } from "@confab/client";
import { formatDuration } from "../ui/format.js";
import { errorsTexts } from "../texts/errors.js";

type Sentence = string | ((error: ConfabError) => string);

const soon = (error: ConfabError): string =>
  error.retryAfterMs
    ? errorsTexts.tryAgainIn(formatDuration(error.retryAfterMs))
    : errorsTexts.tryAgainInAMoment;

const SENTENCES: Record<ConfabErrorCode, Sentence> = {
  UNAUTHENTICATED: errorsTexts.youAreSignedOutSignIn,
  FORBIDDEN: errorsTexts.youAreNotAllowedToDo,
  NOT_FOUND: errorsTexts.thisIsNoLongerAvailableOr,
  BAD_USER_INPUT: (error) => error.message,
  CONFLICT: errorsTexts.thatIsAlreadyTakenOrSomebody,
  RATE_LIMITED: (error) => errorsTexts.youAreDoingThatTooOften(soon(error)),
  QUERY_TOO_COMPLEX: errorsTexts.thisRequestIsTooLargeFor,
  INVALID_CREDENTIALS: errorsTexts.theLoginOrThePasswordIs,
  ACCOUNT_SUSPENDED: errorsTexts.thisAccountIsSuspendedContactThe,
  CODE_INVALID: errorsTexts.thatCodeIsWrongUseThe,
  CODE_EXPIRED: errorsTexts.thatCodeHasExpiredAskFor,
  TOO_MANY_ATTEMPTS: (error) => errorsTexts.tooManyAttempts(soon(error)),
  CHALLENGE_REQUIRED: errorsTexts.thisNeedsYourSecondFactor,
  REAUTH_REQUIRED: errorsTexts.toDoThisSignInAgain,
  REFRESH_INVALID: errorsTexts.yourSessionHasEndedSignIn,
  REFRESH_REUSED: errorsTexts.yourSessionWasEndedBecauseIts,
  WEAK_PASSWORD: (error) => error.message,
  BLOCKED: errorsTexts.youCannotReachThisPerson,
  EDIT_WINDOW_CLOSED: errorsTexts.itIsTooLateToEdit,
  REVISION_CONFLICT: errorsTexts.theMessageHasChangedInThe,
  IDEMPOTENCY_KEY_REUSED: errorsTexts.thisMessageConflictsWithAnotherOne,
  LIMIT_REACHED: (error) =>
    error.limit ? errorsTexts.youCanHaveAtMost(error.limit) : error.message,
  FILE_TOO_LARGE: (error) =>
    error.limit
      ? errorsTexts.theFileIsLargerThanMb(Math.floor(error.limit / 1_048_576))
      : errorsTexts.theFileIsTooLarge,
  FILE_TYPE_REJECTED: errorsTexts.filesOfThisTypeAreNot,
  QUOTA_EXCEEDED: errorsTexts.yourStorageOnThisServerIs,
  SERVICE_UNAVAILABLE: (error) => errorsTexts.theServerIsBusy(soon(error)),
  INTERNAL_SERVER_ERROR: (error) =>
    errorsTexts.somethingWentWrongOnTheServer(
      error.requestId ? errorsTexts.reference(error.requestId) : "",
    ),
  NETWORK_ERROR: errorsTexts.theServerCannotBeReachedCheck,
  HANDLER_ERROR: errorsTexts.somethingWentWrongOnThisPage,
};

/** One sentence for people. */
export function errorText(error: ConfabError): string {
  const sentence = SENTENCES[error.code];
  return typeof sentence === "string" ? sentence : sentence(error);
}
