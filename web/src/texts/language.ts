/** Those that every catalogue has. A further one is named here, and then each catalogue asks for it. */
const LANGUAGES = ["en"] as const;

type Language = (typeof LANGUAGES)[number];

/** The browser's, as for dates and numbers. */
const [wanted] = new Intl.DateTimeFormat().resolvedOptions().locale.split("-");

export const language: Language = LANGUAGES.find((one) => one === wanted) ?? "en";

export function inLanguage<Texts>(catalogues: Readonly<Record<Language, Texts>>): Texts {
  return catalogues[language];
}
