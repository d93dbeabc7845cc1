import type { IconName } from "../ui/icon.js";
import { settingsTexts } from "../texts/settings.js";

export const SECTIONS = [
  {
    id: "profile",
    title: settingsTexts.profile,
    about: settingsTexts.namePictureAndPhone,
    icon: "person",
  },
  {
    id: "privacy",
    title: settingsTexts.privacy,
    about: settingsTexts.whoSeesWhatAndBlockedPeople,
    icon: "shield",
  },
  {
    id: "notifications",
    title: settingsTexts.notifications,
    about: settingsTexts.soundBadgesAndMail,
    icon: "bell",
  },
  {
    id: "appearance",
    title: settingsTexts.appearance,
    about: settingsTexts.lightDarkOrAsTheSystem,
    icon: "image",
  },
  {
    id: "two-factor",
    title: settingsTexts.twoFactor,
    about: settingsTexts.aSecondStepAtSignIn,
    icon: "clock",
  },
  {
    id: "passkeys",
    title: settingsTexts.passkeys,
    about: settingsTexts.signInWithoutAPassword,
    icon: "key",
  },
  {
    id: "sessions",
    title: settingsTexts.devices,
    about: settingsTexts.whereYouAreSignedIn,
    icon: "device",
  },
  {
    id: "account",
    title: settingsTexts.passwordAndAccount,
    about: settingsTexts.changeOrDeleteIt,
    icon: "settings",
  },
] as const satisfies readonly Section[];

interface Section {
  readonly id: string;
  readonly title: string;
  /** What is found there. */
  readonly about: string;
  readonly icon: IconName;
}

export type SectionEntry = (typeof SECTIONS)[number];
export type SectionId = SectionEntry["id"];
