import { BlindIndex, Vault } from "../secrets/vault.js";
import { PhoneBook } from "../users/phone-book.js";
import { deriveKey } from "./keys.js";

/** The index key is as sensitive as the numbers: there are few enough of them to try all. */
export function createPhoneBook(secrets: readonly Buffer[]): PhoneBook {
  return new PhoneBook(
    new Vault(secrets.map((secret) => deriveKey(secret, "phones"))),
    new BlindIndex(secrets.map((secret) => deriveKey(secret, "phone index"))),
  );
}
