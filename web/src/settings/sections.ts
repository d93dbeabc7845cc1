import type { IconName } from "../ui/icon.js";

export const SECTIONS = [
  { id: "profile", title: "Profile", about: "Name, picture and phone", icon: "person" },
  { id: "privacy", title: "Privacy", about: "Who sees what, and blocked people", icon: "shield" },
  { id: "notifications", title: "Notifications", about: "Sound, badges and mail", icon: "bell" },
  { id: "appearance", title: "Appearance", about: "Light, dark or as the system", icon: "image" },
  { id: "two-factor", title: "Two-factor", about: "A second step at sign-in", icon: "clock" },
  { id: "passkeys", title: "Passkeys", about: "Sign in without a password", icon: "key" },
  { id: "sessions", title: "Devices", about: "Where you are signed in", icon: "device" },
  { id: "account", title: "Password and account", about: "Change, or delete it", icon: "settings" },
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
