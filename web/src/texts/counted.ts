import { language } from "./language.js";

const rules = new Intl.PluralRules(language);
const number = new Intl.NumberFormat();

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** The form that the language has for so many; `#` stands for the number. */
export function counted(count: number, forms: Forms): string {
  return (forms[rules.select(count)] ?? forms.other).replaceAll("#", number.format(count));
}
