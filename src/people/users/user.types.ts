import { connectionTypes } from "../../api/graphql/connection.js";
import { User } from "./user.model.js";

const types = connectionTypes(User, "User");
export const UserConnection = types.Connection;
export type UserConnection = InstanceType<typeof UserConnection>;
