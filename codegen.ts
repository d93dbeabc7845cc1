import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "schema/schema.graphql",
  documents: ["test/operations/*.graphql"],
  importExtension: ".js",
  generates: {
    "test/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          DateTime: "string",
          EmailAddress: "string",
          JSONObject: "Record<string, unknown>",
          PhoneNumber: "string",
          Upload: "File | Blob",
          URL: "string",
          WebAuthnJSON: "Record<string, unknown>",
        },
      },
    },
  },
};

export default config;
