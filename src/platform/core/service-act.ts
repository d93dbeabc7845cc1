import { AsyncScope } from "./async-scope.js";
import type { Service } from "./service.js";

/**
 * The service for which a mutation is carried out, for what looks on from below: the audit names it
 * beside the person, and its own budget has paid in the place of theirs.
 */
export const serviceAct = new AsyncScope<Service>();
