import { authTexts as en } from "./en/auth.js";
import { inLanguage } from "./language.js";

export const authTexts = inLanguage({ en });
