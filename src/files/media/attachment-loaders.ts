import { LoaderToken } from "../../api/graphql/loaders.js";
import type { Attachment } from "./attachment.model.js";

export const attachmentById = new LoaderToken<string, Attachment | null>("attachment by id");
