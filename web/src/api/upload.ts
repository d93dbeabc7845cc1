import {
  ConfabError,
  fromGraphQLError,
  toConfabError,
  type GraphQLErrorLike,
} from "@confab/client";
import {
  UploadDocument,
  type FileFragment,
  type UploadMutation,
  type UploadPurpose,
} from "../gql/graphql.js";
import { confab, ENDPOINT } from "./confab.js";
import { errorsTexts } from "../texts/errors.js";

export interface UploadOptions {
  readonly file: File;
  readonly purpose: UploadPurpose;
  /** From 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** By XMLHttpRequest, because fetch says nothing about how far an upload has come. */
export async function upload(options: UploadOptions): Promise<FileFragment> {
  const authorization = await confab.session.authorization();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", ENDPOINT);
    if (authorization !== null) request.setRequestHeader("authorization", authorization);
    request.setRequestHeader("apollo-require-preflight", "true");
    request.upload.onprogress = ({ loaded, total }) => options.onProgress?.(loaded / total);
    request.onload = () => {
      try {
        resolve(readAnswer(request));
      } catch (error) {
        reject(toConfabError(error));
      }
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(unreachable());
    options.signal?.addEventListener("abort", () => request.abort());
    request.send(multipart(options));
  });
}

/** https://github.com/jaydenseric/graphql-multipart-request-spec */
function multipart({ file, purpose }: UploadOptions): FormData {
  const form = new FormData();
  const operation = { query: UploadDocument.toString(), variables: { file: null, purpose } };
  form.append("operations", JSON.stringify(operation));
  form.append("map", JSON.stringify({ 0: ["variables.file"] }));
  form.append("0", file, file.name);
  return form;
}

function readAnswer(request: XMLHttpRequest): FileFragment {
  let answer: { data?: UploadMutation | null; errors?: GraphQLErrorLike[] };
  try {
    answer = JSON.parse(request.responseText) as typeof answer;
  } catch {
    if (request.status !== 413) throw unreachable();
    throw new ConfabError({ code: "FILE_TOO_LARGE", message: "The file is too large." });
  }
  const [error] = answer.errors ?? [];
  if (error) throw fromGraphQLError(error);
  if (!answer.data) throw unreachable();
  return answer.data.upload;
}

function unreachable(): ConfabError {
  return new ConfabError({
    code: "NETWORK_ERROR",
    message: errorsTexts.theUploadFailedCheckYourConnection,
  });
}
