import { settingsTexts as en } from "./en/settings.js";
import { inLanguage } from "./language.js";

export const settingsTexts = inLanguage({ en });
