/** Whom the sign-in page of a seeded workspace lets anybody be. */
export const DEMO_EMAIL = "ada@confab.example";
