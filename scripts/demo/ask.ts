interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

/** A refusal that the server has explained. */
export class Refusal extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** One operation, by whoever has the token. */
export async function ask<Data>(
  origin: string,
  query: string,
  variables: object,
  token?: string,
): Promise<Data> {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization(token) },
    body: JSON.stringify({ query, variables }),
  });
  return read(response);
}

/** A file of a picture, for the purpose that is named. */
export async function uploadPicture(
  origin: string,
  token: string,
  { bytes, name, purpose }: { bytes: Buffer; name: string; purpose: string },
): Promise<string> {
  const query =
    "mutation ($file: Upload!, $purpose: UploadPurpose) { upload(file: $file, purpose: $purpose) { id } }";
  const form = new FormData();
  form.set("operations", JSON.stringify({ query, variables: { file: null, purpose } }));
  form.set("map", JSON.stringify({ 0: ["variables.file"] }));
  form.set("0", new Blob([new Uint8Array(bytes)], { type: "image/png" }), name);
  const headers = { "apollo-require-preflight": "true", ...authorization(token) };
  const response = await fetch(`${origin}/graphql`, { method: "POST", headers, body: form });
  return (await read<{ upload: { id: string } }>(response)).upload.id;
}

function authorization(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

async function read<Data>(response: Response): Promise<Data> {
  const { data, errors } = (await response.json()) as Answer<Data>;
  if (errors?.[0]) throw new Refusal(errors[0].extensions?.code, errors[0].message);
  return data;
}
