import { stateTexts as en } from "./en/state.js";
import { inLanguage } from "./language.js";

export const stateTexts = inLanguage({ en });
