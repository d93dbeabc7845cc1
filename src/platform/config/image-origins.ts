import { z } from "zod";

/** Origins as browsers write them: with https, and nothing behind the host. */
export const imageOrigins = z
  .string()
  .default("")
  .transform((given) => given.split(",").map((item) => item.trim()))
  .transform((items) => items.filter(Boolean))
  .refine((origins) => origins.every(isOrigin), "Give origins like https://pictures.example.com.");

/** Without wildcards, which a policy would take. */
function isOrigin(given: string): boolean {
  return (
    !given.includes("*") &&
    given.startsWith("https:") &&
    URL.canParse(given) &&
    new URL(given).origin === given
  );
}
