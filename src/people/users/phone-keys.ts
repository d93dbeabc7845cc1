import { derivedKeys } from "../../platform/secrets/derived-keys.js";
import { KeyedHash } from "../../platform/secrets/keyed-hash.js";
import { Vault } from "../../platform/secrets/vault.js";
import { PhoneBook } from "./phone-book.js";

/** The index key is as sensitive as the numbers: there are few enough of them to try all. */
export function createPhoneBook(secrets: readonly Buffer[]): PhoneBook {
  return new PhoneBook(
    new Vault(derivedKeys(secrets, "phones")),
    new KeyedHash(derivedKeys(secrets, "phone index")),
  );
}
