import { errorsTexts as en } from "./en/errors.js";
import { inLanguage } from "./language.js";

export const errorsTexts = inLanguage({ en });
