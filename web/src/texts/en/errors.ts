import type { Said } from "../said.js";

export const errorsTexts = {
  tryAgainIn: (when: Said): string => `Try again in ${when}.`,
  tryAgainInAMoment: "Try again in a moment.",
  youAreSignedOutSignIn: "You are signed out. Sign in to go on.",
  youAreNotAllowedToDo: "You are not allowed to do that.",
  thisIsNoLongerAvailableOr: "This is no longer available, or you do not have access to it.",
  thatIsAlreadyTakenOrSomebody: "That is already taken, or somebody changed it at the same time.",
  youAreDoingThatTooOften: (soon: Said): string => `You are doing that too often. ${soon}`,
  thisRequestIsTooLargeFor:
    "This request is too large for the server. Reload the page: it may be out of date.",
  theLoginOrThePasswordIs: "The login or the password is wrong.",
  thisAccountIsSuspendedContactThe:
    "This account is suspended. Contact the operator of this server.",
  thatCodeIsWrongUseThe: "That code is wrong. Use the one from the newest mail.",
  thatCodeHasExpiredAskFor: "That code has expired. Ask for a new one.",
  tooManyAttempts: (soon: Said): string => `Too many attempts. ${soon}`,
  thisNeedsYourSecondFactor: "This needs your second factor.",
  toDoThisSignInAgain: "To do this, sign in again first.",
  yourSessionHasEndedSignIn: "Your session has ended. Sign in again.",
  yourSessionWasEndedBecauseIts:
    "Your session was ended because its key was used twice. Sign in again.",
  youCannotReachThisPerson: "You cannot reach this person.",
  itIsTooLateToEdit: "It is too late to edit this message.",
  theMessageHasChangedInThe:
    "The message has changed in the meantime. Check it before you edit it.",
  thisMessageConflictsWithAnotherOne: "This message conflicts with another one. Send it again.",
  youCanHaveAtMost: (limit: Said): string => `You can have at most ${limit}.`,
  theFileIsLargerThanMb: (megabytes: Said): string => `The file is larger than ${megabytes} MB.`,
  theFileIsTooLarge: "The file is too large.",
  filesOfThisTypeAreNot: "Files of this type are not accepted.",
  yourStorageOnThisServerIs: "Your storage on this server is used up.",
  theServerIsBusy: (soon: Said): string => `The server is busy. ${soon}`,
  somethingWentWrongOnTheServer: (reference: Said): string =>
    `Something went wrong on the server.${reference}`,
  theServerCannotBeReachedCheck: "The server cannot be reached. Check your connection.",
  somethingWentWrongOnThisPage: "Something went wrong on this page. Reload it if it goes on.",
  reference: (id: Said): string => ` Reference: ${id}`,
  theUploadFailedCheckYourConnection: "The upload failed. Check your connection.",
};
