import { uiTexts as en } from "./en/ui.js";
import { inLanguage } from "./language.js";

export const uiTexts = inLanguage({ en });
