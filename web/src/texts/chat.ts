import { chatTexts as en } from "./en/chat.js";
import { inLanguage } from "./language.js";

export const chatTexts = inLanguage({ en });
