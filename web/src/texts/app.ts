import { appTexts as en } from "./en/app.js";
import { inLanguage } from "./language.js";

export const appTexts = inLanguage({ en });
