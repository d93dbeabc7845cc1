import { cacheExchange, Client, fetchExchange } from "urql";
import { confab, ENDPOINT } from "./confab.js";

/** One per account: nothing that one person read is left in the cache for the next. */
export function createUrql(): Client {
  return new Client({
    url: ENDPOINT,
    fetch: confab.fetch,
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
  });
}
