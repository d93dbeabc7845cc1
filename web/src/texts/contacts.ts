import { contactsTexts as en } from "./en/contacts.js";
import { inLanguage } from "./language.js";

export const contactsTexts = inLanguage({ en });
