import { messagesTexts as en } from "./en/messages.js";
import { inLanguage } from "./language.js";

export const messagesTexts = inLanguage({ en });
