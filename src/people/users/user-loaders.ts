import { LoaderToken } from "../../api/graphql/loaders.js";
import type { User } from "./user.model.js";

/** Never null: what refers to an erased account gets its tombstone. */
export const userById = new LoaderToken<string, User>("user by id");
